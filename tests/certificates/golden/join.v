(* x -> {x², x < 0; a·x + b, otherwise}
   Claimed is what stands in the module Claim. Not claimed: the words `kind` and `because`, the formulas and derivatives on the pieces, the decimal approximations. *)
From Coq Require Import Reals ZArith.
From DiffCheck Require Import Statement.
Open Scope R_scope.
Module Claim.
Definition f (a b : R) : expr := Less X (Num 0) (Pow X 2) (Add (Mul (Cst a) X) (Cst b)).
Definition claim : Prop := forall a b : R,
  (forall x, dom (f a b) x <-> True) /\
  (continuous_on (f a b) <-> b = 0) /\
  (differentiable_on (f a b) <-> a = 0 /\ b = 0) /\
  (b <> 0 -> order_on (f a b) Rough) /\
  (b <> 0 -> holds_at (f a b) 0 (At (Some b) (Fin 0) (Fin b) (choose 0 b PInf Null MInf) (Fin a) false false (Some Rough))) /\
  (b = 0 /\ a <> 0 -> order_on (f a b) (Class 0)) /\
  (b = 0 /\ a <> 0 -> holds_at (f a b) 0 (At (Some 0) (Fin 0) (Fin 0) (Fin 0) (Fin a) true false (Some (Class 0)))) /\
  (a = 0 /\ b = 0 -> order_on (f a b) (Class 1)) /\
  (a = 0 /\ b = 0 -> holds_at (f a b) 0 (At (Some 0) (Fin 0) (Fin 0) (Fin 0) (Fin 0) true true (Some (Class 1)))) /\
  (forall x, x <> 0 -> ordinary (f a b) x).
End Claim.

From DiffCheck Require Import Tactics.
Import Claim.
Module Case0.
Section Given.
Variables a b : R.
Hypothesis C0 : b <> 0.
Hypothesis C1 : 0 < b.
Notation f := (Claim.f a b).
Lemma left_branch_0 : branch (-1) 0 f (Pow X 2).
Proof. unfold Claim.f. eapply branch_case_less; [apply branch_plain; intros; exact I | apply branch_plain; intros; exact I | sign_here 1%nat | eapply branch_pow; [apply branch_plain; intros; exact I]]. Qed.
Lemma right_branch_0 : branch 1 0 f (Add (Mul (Cst a) X) (Cst b)).
Proof. unfold Claim.f. eapply branch_case_more; [apply branch_plain; intros; exact I | apply branch_plain; intros; exact I | sign_here 1%nat | eapply branch_add; [eapply branch_mul; [apply branch_plain; intros; exact I | apply branch_plain; intros; exact I] | apply branch_plain; intros; exact I]]. Qed.
Lemma value_0 : dom f 0 /\ val f 0 = b.
Proof. unfold Claim.f; value_here. Qed.
Lemma left_limit_0 : limit f 0 (-1) (Fin 0).
Proof. eapply branch_limit; [sided | exact left_branch_0 | regular_here | number]. Qed.
Lemma left_slope_0 : slope_at f 0 (-1) PInf.
Proof. eapply slope_after_jump_up; [sided | exact (proj1 value_0) | exact left_limit_0 | rewrite (proj2 value_0); number]. Qed.
Lemma right_limit_0 : limit f 0 1 (Fin b).
Proof. eapply branch_limit; [sided | exact right_branch_0 | regular_here | number]. Qed.
Lemma right_slope_0 : slope_at f 0 1 (Fin a).
Proof. eapply branch_slope; [sided | exact right_branch_0 | regular_here | exact (proj1 value_0) | rewrite (proj2 value_0); number | number]. Qed.
Lemma continuous_0 : ~ continuous_at (dom f) (val f) 0.
Proof. eapply (continuous_no_limit _ _ (-1)); [sided | exact left_limit_0 | rewrite (proj2 value_0); number]. Qed.
Lemma differentiable_0 : ~ differentiable_at f 0.
Proof. exact (differentiable_no_continuous _ _ continuous_0). Qed.
Lemma order_0 : dom f 0 /\ order_is (dom f) (val f) 0 Rough.
Proof. exact (order_rough _ _ (proj1 value_0) continuous_0). Qed.
Lemma point_0 : holds_at f 0 (At (Some b) (Fin 0) (Fin b) (choose 0 b PInf Null MInf) (Fin a) false false (Some Rough)).
Proof. split; [exact value_0 | split; [exact left_limit_0 | split; [exact right_limit_0 | split; [cbn [left_slope]; rewrite choose_left by lra; exact left_slope_0 | split; [exact right_slope_0 | split; [exact continuous_0 | split; [exact differentiable_0 | exact order_0]]]]]]]. Qed.
Lemma on_0 : forall x, x < 0 -> dom f x /\ ordinary f x.
Proof. intros x H. apply (piece_inside x _ (Pow X 2)). unfold Claim.f. eapply piece_case_less; [apply piece_x | apply piece_num | sign_on | eapply piece_pow; [apply piece_x]]. Qed.
Lemma on_1 : forall x, 0 < x -> dom f x /\ ordinary f x.
Proof. intros x L. apply (piece_inside x _ (Add (Mul (Cst a) X) (Cst b))). unfold Claim.f. eapply piece_case_more; [apply piece_x | apply piece_num | sign_on | eapply piece_add; [eapply piece_mul; [apply piece_cst | apply piece_x] | apply piece_cst]]. Qed.
Lemma domain : forall x, dom f x <-> True.
Proof. intros x. destruct (total_order_T x 0) as [[L0 | E0] | G0]; [inside (proj1 (on_0 x L0)) | subst x; inside (proj1 value_0) | inside (proj1 (on_1 x G0))]. Qed.
Lemma all_continuous : ~ (forall x, dom f x -> continuous_at (dom f) (val f) x).
Proof. intros K. exact (continuous_0 (K _ (proj1 value_0))). Qed.
Lemma all_differentiable : ~ (forall x, dom f x -> differentiable_at f x).
Proof. intros K. exact (differentiable_0 (K _ (proj1 value_0))). Qed.
Lemma not_all_good : ~ forall x, dom f x -> C_near 0 (dom f) (val f) x.
Proof. intros K. exact (order_bad _ _ _ 0 (proj2 order_0) ltac:(ranked) (K _ (proj1 order_0))). Qed.
Lemma verdicts : on_domain f false false Rough.
Proof. exact (conj all_continuous (conj all_differentiable not_all_good)). Qed.
Lemma elsewhere : forall x, x <> 0 -> ordinary f x.
Proof. intros x N0. destruct (total_order_T x 0) as [[L0 | E0] | G0]; [exact (proj2 (on_0 x L0)) | subst x; exfalso; exact (N0 eq_refl) | exact (proj2 (on_1 x G0))]. Qed.
Lemma whole : (forall x, dom f x <-> True) /\
  on_domain f false false Rough /\
  holds_at f 0 (At (Some b) (Fin 0) (Fin b) (choose 0 b PInf Null MInf) (Fin a) false false (Some Rough)) /\
  (forall x, x <> 0 -> ordinary f x).
Proof using All. exact (conj domain (conj verdicts (conj point_0 elsewhere))). Qed.
End Given.
End Case0.
Module Case1.
Section Given.
Variables a b : R.
Hypothesis C0 : b <> 0.
Hypothesis C1 : b < 0.
Notation f := (Claim.f a b).
Lemma left_branch_0 : branch (-1) 0 f (Pow X 2).
Proof. unfold Claim.f. eapply branch_case_less; [apply branch_plain; intros; exact I | apply branch_plain; intros; exact I | sign_here 1%nat | eapply branch_pow; [apply branch_plain; intros; exact I]]. Qed.
Lemma right_branch_0 : branch 1 0 f (Add (Mul (Cst a) X) (Cst b)).
Proof. unfold Claim.f. eapply branch_case_more; [apply branch_plain; intros; exact I | apply branch_plain; intros; exact I | sign_here 1%nat | eapply branch_add; [eapply branch_mul; [apply branch_plain; intros; exact I | apply branch_plain; intros; exact I] | apply branch_plain; intros; exact I]]. Qed.
Lemma value_0 : dom f 0 /\ val f 0 = b.
Proof. unfold Claim.f; value_here. Qed.
Lemma left_limit_0 : limit f 0 (-1) (Fin 0).
Proof. eapply branch_limit; [sided | exact left_branch_0 | regular_here | number]. Qed.
Lemma left_slope_0 : slope_at f 0 (-1) MInf.
Proof. eapply slope_after_jump_down; [sided | exact (proj1 value_0) | exact left_limit_0 | rewrite (proj2 value_0); number]. Qed.
Lemma right_limit_0 : limit f 0 1 (Fin b).
Proof. eapply branch_limit; [sided | exact right_branch_0 | regular_here | number]. Qed.
Lemma right_slope_0 : slope_at f 0 1 (Fin a).
Proof. eapply branch_slope; [sided | exact right_branch_0 | regular_here | exact (proj1 value_0) | rewrite (proj2 value_0); number | number]. Qed.
Lemma continuous_0 : ~ continuous_at (dom f) (val f) 0.
Proof. eapply (continuous_no_limit _ _ (-1)); [sided | exact left_limit_0 | rewrite (proj2 value_0); number]. Qed.
Lemma differentiable_0 : ~ differentiable_at f 0.
Proof. exact (differentiable_no_continuous _ _ continuous_0). Qed.
Lemma order_0 : dom f 0 /\ order_is (dom f) (val f) 0 Rough.
Proof. exact (order_rough _ _ (proj1 value_0) continuous_0). Qed.
Lemma point_0 : holds_at f 0 (At (Some b) (Fin 0) (Fin b) (choose 0 b PInf Null MInf) (Fin a) false false (Some Rough)).
Proof. split; [exact value_0 | split; [exact left_limit_0 | split; [exact right_limit_0 | split; [cbn [left_slope]; rewrite choose_right by lra; exact left_slope_0 | split; [exact right_slope_0 | split; [exact continuous_0 | split; [exact differentiable_0 | exact order_0]]]]]]]. Qed.
Lemma on_0 : forall x, x < 0 -> dom f x /\ ordinary f x.
Proof. intros x H. apply (piece_inside x _ (Pow X 2)). unfold Claim.f. eapply piece_case_less; [apply piece_x | apply piece_num | sign_on | eapply piece_pow; [apply piece_x]]. Qed.
Lemma on_1 : forall x, 0 < x -> dom f x /\ ordinary f x.
Proof. intros x L. apply (piece_inside x _ (Add (Mul (Cst a) X) (Cst b))). unfold Claim.f. eapply piece_case_more; [apply piece_x | apply piece_num | sign_on | eapply piece_add; [eapply piece_mul; [apply piece_cst | apply piece_x] | apply piece_cst]]. Qed.
Lemma domain : forall x, dom f x <-> True.
Proof. intros x. destruct (total_order_T x 0) as [[L0 | E0] | G0]; [inside (proj1 (on_0 x L0)) | subst x; inside (proj1 value_0) | inside (proj1 (on_1 x G0))]. Qed.
Lemma all_continuous : ~ (forall x, dom f x -> continuous_at (dom f) (val f) x).
Proof. intros K. exact (continuous_0 (K _ (proj1 value_0))). Qed.
Lemma all_differentiable : ~ (forall x, dom f x -> differentiable_at f x).
Proof. intros K. exact (differentiable_0 (K _ (proj1 value_0))). Qed.
Lemma not_all_good : ~ forall x, dom f x -> C_near 0 (dom f) (val f) x.
Proof. intros K. exact (order_bad _ _ _ 0 (proj2 order_0) ltac:(ranked) (K _ (proj1 order_0))). Qed.
Lemma verdicts : on_domain f false false Rough.
Proof. exact (conj all_continuous (conj all_differentiable not_all_good)). Qed.
Lemma elsewhere : forall x, x <> 0 -> ordinary f x.
Proof. intros x N0. destruct (total_order_T x 0) as [[L0 | E0] | G0]; [exact (proj2 (on_0 x L0)) | subst x; exfalso; exact (N0 eq_refl) | exact (proj2 (on_1 x G0))]. Qed.
Lemma whole : (forall x, dom f x <-> True) /\
  on_domain f false false Rough /\
  holds_at f 0 (At (Some b) (Fin 0) (Fin b) (choose 0 b PInf Null MInf) (Fin a) false false (Some Rough)) /\
  (forall x, x <> 0 -> ordinary f x).
Proof using All. exact (conj domain (conj verdicts (conj point_0 elsewhere))). Qed.
End Given.
End Case1.
Module Case2.
Section Given.
Variables a b : R.
Hypothesis C0 : b = 0.
Hypothesis C1 : a <> 0.
Notation f := (Claim.f a b).
Lemma left_branch_0 : branch (-1) 0 f (Pow X 2).
Proof. unfold Claim.f. eapply branch_case_less; [apply branch_plain; intros; exact I | apply branch_plain; intros; exact I | sign_here 1%nat | eapply branch_pow; [apply branch_plain; intros; exact I]]. Qed.
Lemma right_branch_0 : branch 1 0 f (Add (Mul (Cst a) X) (Cst b)).
Proof. unfold Claim.f. eapply branch_case_more; [apply branch_plain; intros; exact I | apply branch_plain; intros; exact I | sign_here 1%nat | eapply branch_add; [eapply branch_mul; [apply branch_plain; intros; exact I | apply branch_plain; intros; exact I] | apply branch_plain; intros; exact I]]. Qed.
Lemma value_0 : dom f 0 /\ val f 0 = 0.
Proof. unfold Claim.f; value_here. Qed.
Lemma left_limit_0 : limit f 0 (-1) (Fin 0).
Proof. eapply branch_limit; [sided | exact left_branch_0 | regular_here | number]. Qed.
Lemma left_slope_0 : slope_at f 0 (-1) (Fin 0).
Proof. eapply branch_slope; [sided | exact left_branch_0 | regular_here | exact (proj1 value_0) | rewrite (proj2 value_0); number | number]. Qed.
Lemma right_limit_0 : limit f 0 1 (Fin 0).
Proof. eapply branch_limit; [sided | exact right_branch_0 | regular_here | number]. Qed.
Lemma right_slope_0 : slope_at f 0 1 (Fin a).
Proof. eapply branch_slope; [sided | exact right_branch_0 | regular_here | exact (proj1 value_0) | rewrite (proj2 value_0); number | number]. Qed.
Lemma continuous_0 : continuous_at (dom f) (val f) 0.
Proof. eapply continuous_yes; [exact (proj1 value_0) | exact (proj2 value_0) | left; exact left_limit_0 | left; exact right_limit_0]. Qed.
Lemma differentiable_0 : ~ differentiable_at f 0.
Proof. eapply differentiable_no_corner; [exact (proj1 value_0) | exact left_slope_0 | exact right_slope_0 | number]. Qed.
Lemma order_0 : dom f 0 /\ order_is (dom f) (val f) 0 (Class 0).
Proof. apply order_zero; [exact continuous_0 | eapply steady_regular; [sided | exact left_branch_0 | regular_here] | eapply steady_regular; [sided | exact right_branch_0 | regular_here] | exact differentiable_0]. Qed.
Lemma point_0 : holds_at f 0 (At (Some 0) (Fin 0) (Fin 0) (Fin 0) (Fin a) true false (Some (Class 0))).
Proof. split; [exact value_0 | split; [exact left_limit_0 | split; [exact right_limit_0 | split; [exact left_slope_0 | split; [exact right_slope_0 | split; [exact continuous_0 | split; [exact differentiable_0 | exact order_0]]]]]]]. Qed.
Lemma on_0 : forall x, x < 0 -> dom f x /\ ordinary f x.
Proof. intros x H. apply (piece_inside x _ (Pow X 2)). unfold Claim.f. eapply piece_case_less; [apply piece_x | apply piece_num | sign_on | eapply piece_pow; [apply piece_x]]. Qed.
Lemma on_1 : forall x, 0 < x -> dom f x /\ ordinary f x.
Proof. intros x L. apply (piece_inside x _ (Add (Mul (Cst a) X) (Cst b))). unfold Claim.f. eapply piece_case_more; [apply piece_x | apply piece_num | sign_on | eapply piece_add; [eapply piece_mul; [apply piece_cst | apply piece_x] | apply piece_cst]]. Qed.
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
Lemma whole : (forall x, dom f x <-> True) /\
  on_domain f true false (Class 0) /\
  holds_at f 0 (At (Some 0) (Fin 0) (Fin 0) (Fin 0) (Fin a) true false (Some (Class 0))) /\
  (forall x, x <> 0 -> ordinary f x).
Proof using All. exact (conj domain (conj verdicts (conj point_0 elsewhere))). Qed.
End Given.
End Case2.
Module Case3.
Section Given.
Variables a b : R.
Hypothesis C0 : a = 0.
Hypothesis C1 : b = 0.
Notation f := (Claim.f a b).
Lemma left_branch_0 : branch (-1) 0 f (Pow X 2).
Proof. unfold Claim.f. eapply branch_case_less; [apply branch_plain; intros; exact I | apply branch_plain; intros; exact I | sign_here 1%nat | eapply branch_pow; [apply branch_plain; intros; exact I]]. Qed.
Lemma right_branch_0 : branch 1 0 f (Add (Mul (Cst a) X) (Cst b)).
Proof. unfold Claim.f. eapply branch_case_more; [apply branch_plain; intros; exact I | apply branch_plain; intros; exact I | sign_here 1%nat | eapply branch_add; [eapply branch_mul; [apply branch_plain; intros; exact I | apply branch_plain; intros; exact I] | apply branch_plain; intros; exact I]]. Qed.
Lemma value_0 : dom f 0 /\ val f 0 = 0.
Proof. unfold Claim.f; value_here. Qed.
Lemma left_limit_0 : limit f 0 (-1) (Fin 0).
Proof. eapply branch_limit; [sided | exact left_branch_0 | regular_here | number]. Qed.
Lemma left_slope_0 : slope_at f 0 (-1) (Fin 0).
Proof. eapply branch_slope; [sided | exact left_branch_0 | regular_here | exact (proj1 value_0) | rewrite (proj2 value_0); number | number]. Qed.
Lemma right_limit_0 : limit f 0 1 (Fin 0).
Proof. eapply branch_limit; [sided | exact right_branch_0 | regular_here | number]. Qed.
Lemma right_slope_0 : slope_at f 0 1 (Fin 0).
Proof. eapply branch_slope; [sided | exact right_branch_0 | regular_here | exact (proj1 value_0) | rewrite (proj2 value_0); number | number]. Qed.
Lemma continuous_0 : continuous_at (dom f) (val f) 0.
Proof. eapply continuous_yes; [exact (proj1 value_0) | exact (proj2 value_0) | left; exact left_limit_0 | left; exact right_limit_0]. Qed.
Lemma differentiable_0 : differentiable_at f 0.
Proof. eapply differentiable_both; [exact continuous_0 | exact left_slope_0 | exact right_slope_0]. Qed.
Lemma order_0 : dom f 0 /\ order_is (dom f) (val f) 0 (Class 1).
Proof. eapply order_exactly; [exact left_branch_0 | exact right_branch_0 | exact (proj1 value_0) | rewrite (proj2 value_0); number | regular_here | regular_here | orders | common; number]. Qed.
Lemma point_0 : holds_at f 0 (At (Some 0) (Fin 0) (Fin 0) (Fin 0) (Fin 0) true true (Some (Class 1))).
Proof. split; [exact value_0 | split; [exact left_limit_0 | split; [exact right_limit_0 | split; [exact left_slope_0 | split; [exact right_slope_0 | split; [exact continuous_0 | split; [exact differentiable_0 | exact order_0]]]]]]]. Qed.
Lemma on_0 : forall x, x < 0 -> dom f x /\ ordinary f x.
Proof. intros x H. apply (piece_inside x _ (Pow X 2)). unfold Claim.f. eapply piece_case_less; [apply piece_x | apply piece_num | sign_on | eapply piece_pow; [apply piece_x]]. Qed.
Lemma on_1 : forall x, 0 < x -> dom f x /\ ordinary f x.
Proof. intros x L. apply (piece_inside x _ (Add (Mul (Cst a) X) (Cst b))). unfold Claim.f. eapply piece_case_more; [apply piece_x | apply piece_num | sign_on | eapply piece_add; [eapply piece_mul; [apply piece_cst | apply piece_x] | apply piece_cst]]. Qed.
Lemma domain : forall x, dom f x <-> True.
Proof. intros x. destruct (total_order_T x 0) as [[L0 | E0] | G0]; [inside (proj1 (on_0 x L0)) | subst x; inside (proj1 value_0) | inside (proj1 (on_1 x G0))]. Qed.
Lemma all_continuous : forall x, dom f x -> continuous_at (dom f) (val f) x.
Proof. intros x Dx. destruct (total_order_T x 0) as [[L0 | E0] | G0]; [exact (ordinary_continuous _ _ (proj2 (on_0 x L0)) Dx) | subst x; exact continuous_0 | exact (ordinary_continuous _ _ (proj2 (on_1 x G0)) Dx)]. Qed.
Lemma all_differentiable : forall x, dom f x -> differentiable_at f x.
Proof. intros x Dx. destruct (total_order_T x 0) as [[L0 | E0] | G0]; [exact (ordinary_differentiable _ _ (proj2 (on_0 x L0)) Dx) | subst x; exact differentiable_0 | exact (ordinary_differentiable _ _ (proj2 (on_1 x G0)) Dx)]. Qed.
Lemma all_good : forall x, dom f x -> C_near 1 (dom f) (val f) x.
Proof. intros x Dx. destruct (total_order_T x 0) as [[L0 | E0] | G0]; [exact (ordinary_good _ _ 1 (proj2 (on_0 x L0)) Dx) | subst x; exact (order_good _ _ _ 1 (proj2 order_0) ltac:(ranked) Dx) | exact (ordinary_good _ _ 1 (proj2 (on_1 x G0)) Dx)]. Qed.
Lemma not_all_good : ~ forall x, dom f x -> C_near 2 (dom f) (val f) x.
Proof. intros K. exact (order_bad _ _ _ 2 (proj2 order_0) ltac:(ranked) (K _ (proj1 order_0))). Qed.
Lemma verdicts : on_domain f true true (Class 1).
Proof. exact (conj all_continuous (conj all_differentiable (conj all_good not_all_good))). Qed.
Lemma elsewhere : forall x, x <> 0 -> ordinary f x.
Proof. intros x N0. destruct (total_order_T x 0) as [[L0 | E0] | G0]; [exact (proj2 (on_0 x L0)) | subst x; exfalso; exact (N0 eq_refl) | exact (proj2 (on_1 x G0))]. Qed.
Lemma whole : (forall x, dom f x <-> True) /\
  on_domain f true true (Class 1) /\
  holds_at f 0 (At (Some 0) (Fin 0) (Fin 0) (Fin 0) (Fin 0) true true (Some (Class 1))) /\
  (forall x, x <> 0 -> ordinary f x).
Proof using All. exact (conj domain (conj verdicts (conj point_0 elsewhere))). Qed.
End Given.
End Case3.
Lemma case_0 : forall a b : R, b <> 0 -> (forall x, dom (f a b) x <-> True) /\
  on_domain (f a b) false false Rough /\
  holds_at (f a b) 0 (At (Some b) (Fin 0) (Fin b) (choose 0 b PInf Null MInf) (Fin a) false false (Some Rough)) /\
  (forall x, x <> 0 -> ordinary (f a b) x).
Proof. intros a b C0. destruct (total_order_T 0 (b)) as [[S | S] | S]; [exact (Case0.whole a b C0 S) | clash | exact (Case1.whole a b C0 S)]. Qed.
Lemma case_1 : forall a b : R, b = 0 -> a <> 0 -> (forall x, dom (f a b) x <-> True) /\
  on_domain (f a b) true false (Class 0) /\
  holds_at (f a b) 0 (At (Some 0) (Fin 0) (Fin 0) (Fin 0) (Fin a) true false (Some (Class 0))) /\
  (forall x, x <> 0 -> ordinary (f a b) x).
Proof. intros a b C0 C1. exact (Case2.whole a b C0 C1). Qed.
Lemma case_2 : forall a b : R, a = 0 -> b = 0 -> (forall x, dom (f a b) x <-> True) /\
  on_domain (f a b) true true (Class 1) /\
  holds_at (f a b) 0 (At (Some 0) (Fin 0) (Fin 0) (Fin 0) (Fin 0) true true (Some (Class 1))) /\
  (forall x, x <> 0 -> ordinary (f a b) x).
Proof. intros a b C0 C1. exact (Case3.whole a b C0 C1). Qed.
Lemma complete : forall a b : R, (b <> 0) \/ (b = 0 /\ a <> 0) \/ (a = 0 /\ b = 0).
Proof. intros. destruct (Req_dec (b) (0)); destruct (Req_dec (a) (0)); first [left; decided | right; left; decided | right; right; decided]. Qed.
Theorem verdict : Claim.claim.
Proof. intros a b. split; [destruct (complete a b) as [C0 | [[C0 C1] | [C0 C1]]]; [destruct (case_0 a b C0) as [K0 [[K1 [K2 K3]] [P0 E]]]; exact K0 | destruct (case_1 a b C0 C1) as [K0 [[K1 [K2 K3]] [P0 E]]]; exact K0 | destruct (case_2 a b C0 C1) as [K0 [[K1 [K2 K3]] [P0 E]]]; exact K0] | split; [destruct (complete a b) as [C0 | [[C0 C1] | [C0 C1]]]; [destruct (case_0 a b C0) as [K0 [[K1 [K2 K3]] [P0 E]]]; split; [intros K; first [decided | contradiction (K1 K)] | intros K; first [exact K1 | clash]] | destruct (case_1 a b C0 C1) as [K0 [[K1 [K2 K3]] [P0 E]]]; split; [intros K; first [decided | contradiction (K1 K)] | intros K; first [exact K1 | clash]] | destruct (case_2 a b C0 C1) as [K0 [[K1 [K2 K3]] [P0 E]]]; split; [intros K; first [decided | contradiction (K1 K)] | intros K; first [exact K1 | clash]]] | split; [destruct (complete a b) as [C0 | [[C0 C1] | [C0 C1]]]; [destruct (case_0 a b C0) as [K0 [[K1 [K2 K3]] [P0 E]]]; split; [intros K; first [decided | contradiction (K2 K)] | intros K; first [exact K2 | clash]] | destruct (case_1 a b C0 C1) as [K0 [[K1 [K2 K3]] [P0 E]]]; split; [intros K; first [decided | contradiction (K2 K)] | intros K; first [exact K2 | clash]] | destruct (case_2 a b C0 C1) as [K0 [[K1 [K2 K3]] [P0 E]]]; split; [intros K; first [decided | contradiction (K2 K)] | intros K; first [exact K2 | clash]]] | split; [intros C0; destruct (case_0 a b C0) as [K0 [[K1 [K2 K3]] [P0 E]]]; exact K3 | split; [intros C0; destruct (case_0 a b C0) as [K0 [[K1 [K2 K3]] [P0 E]]]; exact P0 | split; [intros [C0 C1]; destruct (case_1 a b C0 C1) as [K0 [[K1 [K2 K3]] [P0 E]]]; exact K3 | split; [intros [C0 C1]; destruct (case_1 a b C0 C1) as [K0 [[K1 [K2 K3]] [P0 E]]]; exact P0 | split; [intros [C0 C1]; destruct (case_2 a b C0 C1) as [K0 [[K1 [K2 K3]] [P0 E]]]; exact K3 | split; [intros [C0 C1]; destruct (case_2 a b C0 C1) as [K0 [[K1 [K2 K3]] [P0 E]]]; exact P0 | destruct (complete a b) as [C0 | [[C0 C1] | [C0 C1]]]; [destruct (case_0 a b C0) as [K0 [[K1 [K2 K3]] [P0 E]]]; exact E | destruct (case_1 a b C0 C1) as [K0 [[K1 [K2 K3]] [P0 E]]]; exact E | destruct (case_2 a b C0 C1) as [K0 [[K1 [K2 K3]] [P0 E]]]; exact E]]]]]]]]]]. Qed.
