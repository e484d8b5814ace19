(* x -> 1/x + clip(x, 0, 1)
   Claimed is what stands in the module Claim. Not claimed: the words `kind` and `because`, the formulas and derivatives on the pieces, the decimal approximations. *)
From Coq Require Import Reals ZArith.
From DiffCheck Require Import Statement.
Open Scope R_scope.
Module Claim.
Definition f : expr := Add (Div (Num 1) X) (Min (Max X (Num 0)) (Num 1)).
Definition claim : Prop :=
  (forall x, dom f x <-> (x < 0) \/ (0 < x)) /\
  on_domain f true false (Class 0) /\
  holds_at f 0 (At None MInf PInf Null Null false false None) /\
  holds_at f 1 (At (Some 2) (Fin 2) (Fin 2) (Fin 0) (Fin (-1)) true false (Some (Class 0))) /\
  (forall x, x <> 0 -> x <> 1 -> ordinary f x).
End Claim.

From DiffCheck Require Import Tactics.
Import Claim.
Lemma left_branch_0 : branch (-1) 0 f (Div (Num 1) X).
Proof. unfold Claim.f. eapply (branch_same _ _ _ _ (Div (Num 1) X)); [eapply branch_add; [eapply branch_div_neg; [apply branch_plain; intros; exact I | apply branch_plain; intros; exact I | sign_here 1%nat] | eapply branch_min_l; [eapply branch_max_r; [apply branch_plain; intros; exact I | apply branch_plain; intros; exact I | apply positive_nonnegative; sign_here 1%nat] | apply branch_plain; intros; exact I | apply positive_nonnegative; sign_here 0%nat]] | same_within (1)]. Qed.
Lemma right_branch_0 : branch 1 0 f (Div (Add (Pow X 2) (Num 1)) X).
Proof. unfold Claim.f. eapply (branch_same _ _ _ _ (Div (Add (Pow X 2) (Num 1)) X)); [eapply branch_add; [eapply branch_div; [apply branch_plain; intros; exact I | apply branch_plain; intros; exact I | sign_here 1%nat] | eapply branch_min_l; [eapply branch_max_l; [apply branch_plain; intros; exact I | apply branch_plain; intros; exact I | apply positive_nonnegative; sign_here 1%nat] | apply branch_plain; intros; exact I | apply positive_nonnegative; sign_here 0%nat]] | same_within (1)]. Qed.
Lemma value_0 : ~ dom f 0.
Proof. unfold Claim.f; undefined_here. Qed.
Lemma left_limit_0 : limit f 0 (-1) MInf.
Proof. eapply pole_below; [sided | exact left_branch_0 | regular_here | regular_here | number | number | sign_here 1%nat]. Qed.
Lemma left_slope_0 : slope_at f 0 (-1) Null.
Proof. exact (slope_undefined _ _ _ value_0). Qed.
Lemma right_limit_0 : limit f 0 1 PInf.
Proof. eapply pole; [sided | exact right_branch_0 | regular_here | regular_here | number | number | sign_here 1%nat]. Qed.
Lemma right_slope_0 : slope_at f 0 1 Null.
Proof. exact (slope_undefined _ _ _ value_0). Qed.
Lemma continuous_0 : ~ continuous_at (dom f) (val f) 0.
Proof. exact (continuous_no_undefined _ _ value_0). Qed.
Lemma differentiable_0 : ~ differentiable_at f 0.
Proof. exact (differentiable_no_continuous _ _ continuous_0). Qed.
Lemma order_0 : ~ dom f 0.
Proof. exact value_0. Qed.
Lemma point_0 : holds_at f 0 (At None MInf PInf Null Null false false None).
Proof. split; [exact value_0 | split; [exact left_limit_0 | split; [exact right_limit_0 | split; [exact left_slope_0 | split; [exact right_slope_0 | split; [exact continuous_0 | split; [exact differentiable_0 | exact order_0]]]]]]]. Qed.
Lemma left_branch_1 : branch (-1) 1 f (Add (Div (Num 1) X) X).
Proof. unfold Claim.f. eapply branch_add; [eapply branch_div; [apply branch_plain; intros; exact I | apply branch_plain; intros; exact I | sign_here 0%nat] | eapply branch_min_l; [eapply branch_max_l; [apply branch_plain; intros; exact I | apply branch_plain; intros; exact I | apply positive_nonnegative; sign_here 0%nat] | apply branch_plain; intros; exact I | apply positive_nonnegative; sign_here 1%nat]]. Qed.
Lemma right_branch_1 : branch 1 1 f (Add (Div (Num 1) X) (Num 1)).
Proof. unfold Claim.f. eapply branch_add; [eapply branch_div; [apply branch_plain; intros; exact I | apply branch_plain; intros; exact I | sign_here 0%nat] | eapply branch_min_r; [eapply branch_max_l; [apply branch_plain; intros; exact I | apply branch_plain; intros; exact I | apply positive_nonnegative; sign_here 0%nat] | apply branch_plain; intros; exact I | apply positive_nonnegative; sign_here 1%nat]]. Qed.
Lemma value_1 : dom f 1 /\ val f 1 = 2.
Proof. unfold Claim.f; value_here. Qed.
Lemma left_limit_1 : limit f 1 (-1) (Fin 2).
Proof. eapply branch_limit; [sided | exact left_branch_1 | regular_here | number]. Qed.
Lemma left_slope_1 : slope_at f 1 (-1) (Fin 0).
Proof. eapply branch_slope; [sided | exact left_branch_1 | regular_here | exact (proj1 value_1) | rewrite (proj2 value_1); number | number]. Qed.
Lemma right_limit_1 : limit f 1 1 (Fin 2).
Proof. eapply branch_limit; [sided | exact right_branch_1 | regular_here | number]. Qed.
Lemma right_slope_1 : slope_at f 1 1 (Fin (-1)).
Proof. eapply branch_slope; [sided | exact right_branch_1 | regular_here | exact (proj1 value_1) | rewrite (proj2 value_1); number | number]. Qed.
Lemma continuous_1 : continuous_at (dom f) (val f) 1.
Proof. eapply continuous_yes; [exact (proj1 value_1) | exact (proj2 value_1) | left; exact left_limit_1 | left; exact right_limit_1]. Qed.
Lemma differentiable_1 : ~ differentiable_at f 1.
Proof. eapply differentiable_no_corner; [exact (proj1 value_1) | exact left_slope_1 | exact right_slope_1 | number]. Qed.
Lemma order_1 : dom f 1 /\ order_is (dom f) (val f) 1 (Class 0).
Proof. apply order_zero; [exact continuous_1 | eapply steady_regular; [sided | exact left_branch_1 | regular_here] | eapply steady_regular; [sided | exact right_branch_1 | regular_here] | exact differentiable_1]. Qed.
Lemma point_1 : holds_at f 1 (At (Some 2) (Fin 2) (Fin 2) (Fin 0) (Fin (-1)) true false (Some (Class 0))).
Proof. split; [exact value_1 | split; [exact left_limit_1 | split; [exact right_limit_1 | split; [exact left_slope_1 | split; [exact right_slope_1 | split; [exact continuous_1 | split; [exact differentiable_1 | exact order_1]]]]]]]. Qed.
Lemma on_0 : forall x, x < 0 -> dom f x /\ ordinary f x.
Proof. intros x H. apply (piece_inside x _ (Add (Div (Num 1) X) (Num 0))). unfold Claim.f. eapply piece_add; [eapply piece_div_neg; [apply piece_num | apply piece_x | sign_on] | eapply piece_min_l; [eapply piece_max_r; [apply piece_x | apply piece_num | sign_on] | apply piece_num | sign_on]]. Qed.
Lemma on_1 : forall x, 0 < x -> x < 1 -> dom f x /\ ordinary f x.
Proof. intros x L H. apply (piece_inside x _ (Add (Div (Num 1) X) X)). unfold Claim.f. eapply piece_add; [eapply piece_div; [apply piece_num | apply piece_x | sign_on] | eapply piece_min_l; [eapply piece_max_l; [apply piece_x | apply piece_num | sign_on] | apply piece_num | sign_on]]. Qed.
Lemma on_2 : forall x, 1 < x -> dom f x /\ ordinary f x.
Proof. intros x L. apply (piece_inside x _ (Add (Div (Num 1) X) (Num 1))). unfold Claim.f. eapply piece_add; [eapply piece_div; [apply piece_num | apply piece_x | sign_on] | eapply piece_min_r; [eapply piece_max_l; [apply piece_x | apply piece_num | sign_on] | apply piece_num | sign_on]]. Qed.
Lemma domain : forall x, dom f x <-> (x < 0) \/ (0 < x).
Proof. intros x. destruct (total_order_T x 0) as [[L0 | E0] | G0]; [inside (proj1 (on_0 x L0)) | subst x; outside value_0 | destruct (total_order_T x 1) as [[L1 | E1] | G1]; [inside (proj1 (on_1 x G0 L1)) | subst x; inside (proj1 value_1) | inside (proj1 (on_2 x G1))]]. Qed.
Lemma all_continuous : forall x, dom f x -> continuous_at (dom f) (val f) x.
Proof. intros x Dx. destruct (total_order_T x 0) as [[L0 | E0] | G0]; [exact (ordinary_continuous _ _ (proj2 (on_0 x L0)) Dx) | subst x; exfalso; exact (value_0 Dx) | destruct (total_order_T x 1) as [[L1 | E1] | G1]; [exact (ordinary_continuous _ _ (proj2 (on_1 x G0 L1)) Dx) | subst x; exact continuous_1 | exact (ordinary_continuous _ _ (proj2 (on_2 x G1)) Dx)]]. Qed.
Lemma all_differentiable : ~ (forall x, dom f x -> differentiable_at f x).
Proof. intros K. exact (differentiable_1 (K _ (proj1 value_1))). Qed.
Lemma all_good : forall x, dom f x -> C_near 0 (dom f) (val f) x.
Proof. intros x Dx. destruct (total_order_T x 0) as [[L0 | E0] | G0]; [exact (ordinary_good _ _ 0 (proj2 (on_0 x L0)) Dx) | subst x; exfalso; exact (value_0 Dx) | destruct (total_order_T x 1) as [[L1 | E1] | G1]; [exact (ordinary_good _ _ 0 (proj2 (on_1 x G0 L1)) Dx) | subst x; exact (order_good _ _ _ 0 (proj2 order_1) ltac:(ranked) Dx) | exact (ordinary_good _ _ 0 (proj2 (on_2 x G1)) Dx)]]. Qed.
Lemma not_all_good : ~ forall x, dom f x -> C_near 1 (dom f) (val f) x.
Proof. intros K. exact (order_bad _ _ _ 1 (proj2 order_1) ltac:(ranked) (K _ (proj1 order_1))). Qed.
Lemma verdicts : on_domain f true false (Class 0).
Proof. exact (conj all_continuous (conj all_differentiable (conj all_good not_all_good))). Qed.
Lemma elsewhere : forall x, x <> 0 -> x <> 1 -> ordinary f x.
Proof. intros x N0 N1. destruct (total_order_T x 0) as [[L0 | E0] | G0]; [exact (proj2 (on_0 x L0)) | subst x; exfalso; exact (N0 eq_refl) | destruct (total_order_T x 1) as [[L1 | E1] | G1]; [exact (proj2 (on_1 x G0 L1)) | subst x; exfalso; exact (N1 eq_refl) | exact (proj2 (on_2 x G1))]]. Qed.
Theorem verdict : Claim.claim.
Proof. exact (conj domain (conj verdicts (conj point_0 (conj point_1 elsewhere)))). Qed.
