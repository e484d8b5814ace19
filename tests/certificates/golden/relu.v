(* x -> max(0, x)
   Claimed is what stands in the module Claim. Not claimed: the words `kind` and `because`, the formulas and derivatives on the pieces, the decimal approximations. *)
From Coq Require Import Reals ZArith.
From DiffCheck Require Import Statement.
Open Scope R_scope.
Module Claim.
Definition f : expr := Max (Num 0) X.
Definition claim : Prop :=
  (forall x, dom f x <-> True) /\
  on_domain f true false (Class 0) /\
  holds_at f 0 (At (Some 0) (Fin 0) (Fin 0) (Fin 0) (Fin 1) true false (Some (Class 0))) /\
  (forall x, x <> 0 -> ordinary f x).
End Claim.

From DiffCheck Require Import Tactics.
Import Claim.
Lemma left_branch_0 : branch (-1) 0 f (Num 0).
Proof. unfold Claim.f. eapply branch_max_l; [apply branch_plain; intros; exact I | apply branch_plain; intros; exact I | apply positive_nonnegative; sign_here 1%nat]. Qed.
Lemma right_branch_0 : branch 1 0 f (X).
Proof. unfold Claim.f. eapply branch_max_r; [apply branch_plain; intros; exact I | apply branch_plain; intros; exact I | apply positive_nonnegative; sign_here 1%nat]. Qed.
Lemma value_0 : dom f 0 /\ val f 0 = 0.
Proof. unfold Claim.f; value_here. Qed.
Lemma left_limit_0 : limit f 0 (-1) (Fin 0).
Proof. eapply branch_limit; [sided | exact left_branch_0 | regular_here | number]. Qed.
Lemma left_slope_0 : slope_at f 0 (-1) (Fin 0).
Proof. eapply branch_slope; [sided | exact left_branch_0 | regular_here | exact (proj1 value_0) | rewrite (proj2 value_0); number | number]. Qed.
Lemma right_limit_0 : limit f 0 1 (Fin 0).
Proof. eapply branch_limit; [sided | exact right_branch_0 | regular_here | number]. Qed.
Lemma right_slope_0 : slope_at f 0 1 (Fin 1).
Proof. eapply branch_slope; [sided | exact right_branch_0 | regular_here | exact (proj1 value_0) | rewrite (proj2 value_0); number | number]. Qed.
Lemma continuous_0 : continuous_at (dom f) (val f) 0.
Proof. eapply continuous_yes; [exact (proj1 value_0) | exact (proj2 value_0) | left; exact left_limit_0 | left; exact right_limit_0]. Qed.
Lemma differentiable_0 : ~ differentiable_at f 0.
Proof. eapply differentiable_no_corner; [exact (proj1 value_0) | exact left_slope_0 | exact right_slope_0 | number]. Qed.
Lemma order_0 : dom f 0 /\ order_is (dom f) (val f) 0 (Class 0).
Proof. apply order_zero; [exact continuous_0 | eapply steady_regular; [sided | exact left_branch_0 | regular_here] | eapply steady_regular; [sided | exact right_branch_0 | regular_here] | exact differentiable_0]. Qed.
Lemma point_0 : holds_at f 0 (At (Some 0) (Fin 0) (Fin 0) (Fin 0) (Fin 1) true false (Some (Class 0))).
Proof. split; [exact value_0 | split; [exact left_limit_0 | split; [exact right_limit_0 | split; [exact left_slope_0 | split; [exact right_slope_0 | split; [exact continuous_0 | split; [exact differentiable_0 | exact order_0]]]]]]]. Qed.
Lemma on_0 : forall x, x < 0 -> dom f x /\ ordinary f x.
Proof. intros x H. apply (piece_inside x _ (Num 0)). unfold Claim.f. eapply piece_max_l; [apply piece_num | apply piece_x | sign_on]. Qed.
Lemma on_1 : forall x, 0 < x -> dom f x /\ ordinary f x.
Proof. intros x L. apply (piece_inside x _ (X)). unfold Claim.f. eapply piece_max_r; [apply piece_num | apply piece_x | sign_on]. Qed.
Lemma domain : forall x, dom f x <-> True.
Proof. intros x. destruct (total_order_T x 0) as [[L0 | E0] | G0]; [inside (proj1 (on_0 x L0)) | subst x; inside (proj1 value_0) | inside (proj1 (on_1 x G0))]. Qed.
Lemma all_continuous : forall x, dom f x -> continuous_at (dom f) (val f) x.
Proof. intros x Dx. destruct (total_order_T x 0) as [[L0 | E0] | G0]; [exact (ordinary_continuous _ _ (proj2 (on_0 x L0)) Dx) | subst x; exact continuous_0 | exact (ordinary_continuous _ _ (proj2 (on_1 x G0)) Dx)]. Qed.
Lemma all_differentiable : ~ (forall x, dom f x -> differentiable_at f x).
Proof. intros K. exact (differentiable_0 (K _ (proj1 value_0))). Qed.
Lemma all_good : forall x, dom f x -> C_near 0 (dom f) (val f) x.
Proof. intros x Dx. destruct (total_order_T x 0) as [[L0 | E0] | G0]; [exact (ordinary_good _ _ 0 (proj2 (on_0 x L0)) Dx) | subst x; exact (order_good _ _ _ 0 (proj2 order_0) ltac:(ranked) Dx) | exact (ordinary_good _ _ 0 (proj2 (on_1 x G0)) Dx)]. Qed.
Lemma not_all_good : ~ forall x, dom f x -> C_near 1 (dom f) (val f) x.
Proof. intros K. exact (order_bad _ _ _ 1 (proj2 order_0) ltac:(ranked) (K _ (proj1 order_0))). Qed.
Lemma verdicts : on_domain f true false (Class 0).
Proof. exact (conj all_continuous (conj all_differentiable (conj all_good not_all_good))). Qed.
Lemma elsewhere : forall x, x <> 0 -> ordinary f x.
Proof. intros x N0. destruct (total_order_T x 0) as [[L0 | E0] | G0]; [exact (proj2 (on_0 x L0)) | subst x; exfalso; exact (N0 eq_refl) | exact (proj2 (on_1 x G0))]. Qed.
Theorem verdict : Claim.claim.
Proof. exact (conj domain (conj verdicts (conj point_0 elsewhere))). Qed.
