(* x -> {x², x < 1; 2x - 1, x > 1}
   Claimed is what stands in the module Claim. Not claimed: the words `kind` and `because`, the formulas and derivatives on the pieces, the decimal approximations. *)
From Coq Require Import Reals ZArith.
From DiffCheck Require Import Statement.
Open Scope R_scope.
Module Claim.
Definition f : expr := Less X (Num 1) (Pow X 2) (Less (Num 1) X (Add (Mul (Num 2) X) (Num (-1))) Undef).
Definition claim : Prop :=
  (forall x, dom f x <-> (x < 1) \/ (1 < x)) /\
  on_domain f true true Smooth /\
  holds_at f 1 (At None (Fin 1) (Fin 1) Null Null false false None) /\
  (forall x, x <> 1 -> ordinary f x).
End Claim.

From DiffCheck Require Import Tactics.
Import Claim.
Lemma left_branch_0 : branch (-1) 1 f (Pow X 2).
Proof. unfold Claim.f. eapply branch_case_less; [apply branch_plain; intros; exact I | apply branch_plain; intros; exact I | sign_here 1%nat | eapply branch_pow; [apply branch_plain; intros; exact I]]. Qed.
Lemma right_branch_0 : branch 1 1 f (Add (Mul (Num 2) X) (Num (-1))).
Proof. unfold Claim.f. eapply branch_case_more; [apply branch_plain; intros; exact I | apply branch_plain; intros; exact I | sign_here 1%nat | eapply branch_case_less; [apply branch_plain; intros; exact I | apply branch_plain; intros; exact I | sign_here 1%nat | eapply branch_add; [eapply branch_mul; [apply branch_plain; intros; exact I | apply branch_plain; intros; exact I] | apply branch_plain; intros; exact I]]]. Qed.
Lemma value_0 : ~ dom f 1.
Proof. unfold Claim.f; undefined_here. Qed.
Lemma left_limit_0 : limit f 1 (-1) (Fin 1).
Proof. eapply branch_limit; [sided | exact left_branch_0 | regular_here | number]. Qed.
Lemma left_slope_0 : slope_at f 1 (-1) Null.
Proof. exact (slope_undefined _ _ _ value_0). Qed.
Lemma right_limit_0 : limit f 1 1 (Fin 1).
Proof. eapply branch_limit; [sided | exact right_branch_0 | regular_here | number]. Qed.
Lemma right_slope_0 : slope_at f 1 1 Null.
Proof. exact (slope_undefined _ _ _ value_0). Qed.
Lemma continuous_0 : ~ continuous_at (dom f) (val f) 1.
Proof. exact (continuous_no_undefined _ _ value_0). Qed.
Lemma differentiable_0 : ~ differentiable_at f 1.
Proof. exact (differentiable_no_continuous _ _ continuous_0). Qed.
Lemma order_0 : ~ dom f 1.
Proof. exact value_0. Qed.
Lemma point_0 : holds_at f 1 (At None (Fin 1) (Fin 1) Null Null false false None).
Proof. split; [exact value_0 | split; [exact left_limit_0 | split; [exact right_limit_0 | split; [exact left_slope_0 | split; [exact right_slope_0 | split; [exact continuous_0 | split; [exact differentiable_0 | exact order_0]]]]]]]. Qed.
Lemma on_0 : forall x, x < 1 -> dom f x /\ ordinary f x.
Proof. intros x H. apply (piece_inside x _ (Pow X 2)). unfold Claim.f. eapply piece_case_less; [apply piece_x | apply piece_num | sign_on | eapply piece_pow; [apply piece_x]]. Qed.
Lemma on_1 : forall x, 1 < x -> dom f x /\ ordinary f x.
Proof. intros x L. apply (piece_inside x _ (Add (Mul (Num 2) X) (Num (-1)))). unfold Claim.f. eapply piece_case_more; [apply piece_x | apply piece_num | sign_on | eapply piece_case_less; [apply piece_num | apply piece_x | sign_on | eapply piece_add; [eapply piece_mul; [apply piece_num | apply piece_x] | apply piece_num]]]. Qed.
Lemma domain : forall x, dom f x <-> (x < 1) \/ (1 < x).
Proof. intros x. destruct (total_order_T x 1) as [[L0 | E0] | G0]; [inside (proj1 (on_0 x L0)) | subst x; outside value_0 | inside (proj1 (on_1 x G0))]. Qed.
Lemma all_continuous : forall x, dom f x -> continuous_at (dom f) (val f) x.
Proof. intros x Dx. destruct (total_order_T x 1) as [[L0 | E0] | G0]; [exact (ordinary_continuous _ _ (proj2 (on_0 x L0)) Dx) | subst x; exfalso; exact (value_0 Dx) | exact (ordinary_continuous _ _ (proj2 (on_1 x G0)) Dx)]. Qed.
Lemma all_differentiable : forall x, dom f x -> differentiable_at f x.
Proof. intros x Dx. destruct (total_order_T x 1) as [[L0 | E0] | G0]; [exact (ordinary_differentiable _ _ (proj2 (on_0 x L0)) Dx) | subst x; exfalso; exact (value_0 Dx) | exact (ordinary_differentiable _ _ (proj2 (on_1 x G0)) Dx)]. Qed.
Lemma all_good : forall n x, dom f x -> C_near n (dom f) (val f) x.
Proof. intros n x Dx. destruct (total_order_T x 1) as [[L0 | E0] | G0]; [exact (ordinary_good _ _ n (proj2 (on_0 x L0)) Dx) | subst x; exfalso; exact (value_0 Dx) | exact (ordinary_good _ _ n (proj2 (on_1 x G0)) Dx)]. Qed.
Lemma verdicts : on_domain f true true Smooth.
Proof. exact (conj all_continuous (conj all_differentiable all_good)). Qed.
Lemma elsewhere : forall x, x <> 1 -> ordinary f x.
Proof. intros x N0. destruct (total_order_T x 1) as [[L0 | E0] | G0]; [exact (proj2 (on_0 x L0)) | subst x; exfalso; exact (N0 eq_refl) | exact (proj2 (on_1 x G0))]. Qed.
Theorem verdict : Claim.claim.
Proof. exact (conj domain (conj verdicts (conj point_0 elsewhere))). Qed.
