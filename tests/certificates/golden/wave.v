(* x -> {x²·sin(1/x), x ≠ 0; 0, otherwise}
   Claimed is what stands in the module Claim. Not claimed: the words `kind` and `because`, the formulas and derivatives on the pieces, the decimal approximations. *)
From Coq Require Import Reals ZArith.
From DiffCheck Require Import Statement.
Open Scope R_scope.
Module Claim.
Definition f : expr := Equal X (Num 0) (Num 0) (Mul (Pow X 2) (Fun Sin (Div (Num 1) X))).
Definition claim : Prop :=
  (forall x, dom f x <-> True) /\
  on_domain f true true (Class 0) /\
  holds_at f 0 (At (Some 0) (Fin 0) (Fin 0) (Fin 0) (Fin 0) true true (Some (Class 0))) /\
  (forall x, x <> 0 -> ordinary f x).
End Claim.

From DiffCheck Require Import Tactics.
Import Claim.
Lemma left_branch_0 : branch (-1) 0 f (Mul (Pow X 2) (Fun Sin (Div (Num 1) X))).
Proof. unfold Claim.f. eapply branch_case_less; [apply branch_plain; intros; exact I | apply branch_plain; intros; exact I | sign_here 1%nat | eapply branch_mul; [eapply branch_pow; [apply branch_plain; intros; exact I] | eapply branch_total; [reflexivity | eapply branch_div_neg; [apply branch_plain; intros; exact I | apply branch_plain; intros; exact I | sign_here 1%nat]]]]. Qed.
Lemma right_branch_0 : branch 1 0 f (Mul (Pow X 2) (Fun Sin (Div (Num 1) X))).
Proof. unfold Claim.f. eapply branch_case_more; [apply branch_plain; intros; exact I | apply branch_plain; intros; exact I | sign_here 1%nat | eapply branch_mul; [eapply branch_pow; [apply branch_plain; intros; exact I] | eapply branch_total; [reflexivity | eapply branch_div; [apply branch_plain; intros; exact I | apply branch_plain; intros; exact I | sign_here 1%nat]]]]. Qed.
Lemma value_0 : dom f 0 /\ val f 0 = 0.
Proof. unfold Claim.f; value_here. Qed.
Lemma left_limit_0 : limit f 0 (-1) (Fin 0).
Proof. eapply lead_limit; [sided | exact left_branch_0 | eapply (lead_same _ _ _ (Mul (Pow X 2) (Fun Sin (Div (Num 1) X)))); [reordered | eapply lead_mul; [eapply (lead_next _ _ _ 1%nat); [sided | regular_here | number | eapply (lead_next _ _ _ 0%nat); [sided | regular_here | number | eapply lead_here; [sided | regular_here]]] | apply (lead_sin _ _ _ (1/64)); [sided | lra]]] | exponent]. Qed.
Lemma left_slope_0 : slope_at f 0 (-1) (Fin 0).
Proof. eapply lead_slope_zero; [sided | exact left_branch_0 | exact (proj1 value_0) | rewrite (proj2 value_0); eapply (lead_same _ _ _ (Mul (Pow X 2) (Fun Sin (Div (Num 1) X)))); [reordered | eapply lead_mul; [eapply (lead_next _ _ _ 1%nat); [sided | regular_here | number | eapply (lead_next _ _ _ 0%nat); [sided | regular_here | number | eapply lead_here; [sided | regular_here]]] | apply (lead_sin _ _ _ (1/64)); [sided | lra]]] | exponent]. Qed.
Lemma right_limit_0 : limit f 0 1 (Fin 0).
Proof. eapply lead_limit; [sided | exact right_branch_0 | eapply (lead_same _ _ _ (Mul (Pow X 2) (Fun Sin (Div (Num 1) X)))); [reordered | eapply lead_mul; [eapply (lead_next _ _ _ 1%nat); [sided | regular_here | number | eapply (lead_next _ _ _ 0%nat); [sided | regular_here | number | eapply lead_here; [sided | regular_here]]] | apply (lead_sin _ _ _ (1/64)); [sided | lra]]] | exponent]. Qed.
Lemma right_slope_0 : slope_at f 0 1 (Fin 0).
Proof. eapply lead_slope_zero; [sided | exact right_branch_0 | exact (proj1 value_0) | rewrite (proj2 value_0); eapply (lead_same _ _ _ (Mul (Pow X 2) (Fun Sin (Div (Num 1) X)))); [reordered | eapply lead_mul; [eapply (lead_next _ _ _ 1%nat); [sided | regular_here | number | eapply (lead_next _ _ _ 0%nat); [sided | regular_here | number | eapply lead_here; [sided | regular_here]]] | apply (lead_sin _ _ _ (1/64)); [sided | lra]]] | exponent]. Qed.
Lemma continuous_0 : continuous_at (dom f) (val f) 0.
Proof. eapply continuous_yes; [exact (proj1 value_0) | exact (proj2 value_0) | left; exact left_limit_0 | left; exact right_limit_0]. Qed.
Lemma differentiable_0 : differentiable_at f 0.
Proof. eapply differentiable_both; [exact continuous_0 | exact left_slope_0 | exact right_slope_0]. Qed.
Lemma order_0 : dom f 0 /\ order_is (dom f) (val f) 0 (Class 0).
Proof. apply (order_parts _ _ (Num 0) (Mul (Pow X 2) (Fun Sin (Div (Num 1) X))) (Num 0) (Mul (Pow X 2) (Fun Sin (Div (Num 1) X)))); [exact (proj1 value_0) | exists 1; split; [sided | eapply branch_reaches; exact right_branch_0] | right; split; [eapply branch_same; [exact left_branch_0 | reordered] | split; [regular_here | eapply beside_mul; [apply beside_regular; [sided | regular_here] | eapply beside_entire; [reflexivity | eapply beside_div_neg; [apply beside_regular; [sided | regular_here] | apply beside_regular; [sided | regular_here] | sign_here 1%nat]]]]] | right; split; [eapply branch_same; [exact right_branch_0 | reordered] | split; [regular_here | eapply beside_mul; [apply beside_regular; [sided | regular_here] | eapply beside_entire; [reflexivity | eapply beside_div; [apply beside_regular; [sided | regular_here] | apply beside_regular; [sided | regular_here] | sign_here 1%nat]]]]] | rewrite (proj2 value_0); number | intros j Hj; destruct j as [|j]; [reflexivity | exfalso; lia] | right; intros j Hj; destruct j as [|j]; [change (lead (-1) 0 (Mul (Pow X 2) (Fun Sin (Div (Num 1) X))) 0 0); eapply (lead_is _ _ _ _ _ 0 0); [eapply lead_weak; [sided | | eapply lead_mul; [eapply (lead_next _ _ _ 1%nat); [sided | regular_here | number | eapply (lead_next _ _ _ 0%nat); [sided | regular_here | number | eapply lead_here; [sided | regular_here]]] | apply (lead_sin _ _ _ (1/64)); [sided | lra]]]; exponent | number | number] | exfalso; lia] | right; intros j Hj; destruct j as [|j]; [change (lead 1 0 (Mul (Pow X 2) (Fun Sin (Div (Num 1) X))) 0 0); eapply (lead_is _ _ _ _ _ 0 0); [eapply lead_weak; [sided | | eapply lead_mul; [eapply (lead_next _ _ _ 1%nat); [sided | regular_here | number | eapply (lead_next _ _ _ 0%nat); [sided | regular_here | number | eapply lead_here; [sided | regular_here]]] | apply (lead_sin _ _ _ (1/64)); [sided | lra]]]; exponent | number | number] | exfalso; lia] | apply blocked_left; eapply restless_swing; [sided | exact left_branch_0 | regular_here | change (Dn 1 (Mul (Pow X 2) (Fun Sin (Div (Num 1) X)))) with (Add (Mul (Mul (Num 2) X) (Fun Sin (Div (Num 1) X))) (Mul (Pow X 2) (Mul (Fun Cos (Div (Num 1) X)) (Opp (Div (Num 1) (Pow X 2)))))); eapply (swinging_form _ _ _ (Mul (Mul (Num 2) X) (Fun Sin (Div (Num 1) X))) (Opp (Div (Mul (Mul (Pow X 2) (Num (-1))) (Num 1)) (Pow X 2))) (Opp (Fun Cos (Div (Num 1) X)))); [reordered | eapply lead_weak; [sided | | eapply lead_mul; [eapply (lead_next _ _ _ 0%nat); [sided | regular_here | number | eapply lead_here; [sided | regular_here]] | apply (lead_sin _ _ _ (1/64)); [sided | lra]]]; exponent | eapply ample_lead; [sided | eapply lead_opp; eapply lead_div; [eapply (lead_next _ _ _ 1%nat); [sided | regular_here | number | eapply (lead_next _ _ _ 0%nat); [sided | regular_here | number | eapply lead_here; [sided | regular_here]]] | eapply (lead_next _ _ _ 1%nat); [sided | regular_here | number | eapply (lead_next _ _ _ 0%nat); [sided | regular_here | number | eapply lead_here; [sided | regular_here]]] | number] | exponent | number] | apply swinging0_opp; apply swinging0_cos_down; [sided | eapply beside_div_neg; [apply beside_regular; [sided | regular_here] | apply beside_regular; [sided | regular_here] | sign_here 1%nat] | eapply down_lead; [sided | eapply lead_div; [eapply lead_here; [sided | regular_here] | eapply (lead_next _ _ _ 0%nat); [sided | regular_here | number | eapply lead_here; [sided | regular_here]] | number] | exponent | number]]]]]. Qed.
Lemma point_0 : holds_at f 0 (At (Some 0) (Fin 0) (Fin 0) (Fin 0) (Fin 0) true true (Some (Class 0))).
Proof. split; [exact value_0 | split; [exact left_limit_0 | split; [exact right_limit_0 | split; [exact left_slope_0 | split; [exact right_slope_0 | split; [exact continuous_0 | split; [exact differentiable_0 | exact order_0]]]]]]]. Qed.
Lemma on_0 : forall x, x < 0 -> dom f x /\ ordinary f x.
Proof. intros x H. apply (piece_inside x _ (Mul (Pow X 2) (Fun Sin (Div (Num 1) X)))). unfold Claim.f. eapply piece_case_less; [apply piece_x | apply piece_num | sign_on | eapply piece_mul; [eapply piece_pow; [apply piece_x] | eapply piece_entire; [reflexivity | eapply piece_div_neg; [apply piece_num | apply piece_x | sign_on]]]]. Qed.
Lemma on_1 : forall x, 0 < x -> dom f x /\ ordinary f x.
Proof. intros x L. apply (piece_inside x _ (Mul (Pow X 2) (Fun Sin (Div (Num 1) X)))). unfold Claim.f. eapply piece_case_more; [apply piece_x | apply piece_num | sign_on | eapply piece_mul; [eapply piece_pow; [apply piece_x] | eapply piece_entire; [reflexivity | eapply piece_div; [apply piece_num | apply piece_x | sign_on]]]]. Qed.
Lemma domain : forall x, dom f x <-> True.
Proof. intros x. destruct (total_order_T x 0) as [[L0 | E0] | G0]; [inside (proj1 (on_0 x L0)) | subst x; inside (proj1 value_0) | inside (proj1 (on_1 x G0))]. Qed.
Lemma all_continuous : forall x, dom f x -> continuous_at (dom f) (val f) x.
Proof. intros x Dx. destruct (total_order_T x 0) as [[L0 | E0] | G0]; [exact (ordinary_continuous _ _ (proj2 (on_0 x L0)) Dx) | subst x; exact continuous_0 | exact (ordinary_continuous _ _ (proj2 (on_1 x G0)) Dx)]. Qed.
Lemma all_differentiable : forall x, dom f x -> differentiable_at f x.
Proof. intros x Dx. destruct (total_order_T x 0) as [[L0 | E0] | G0]; [exact (ordinary_differentiable _ _ (proj2 (on_0 x L0)) Dx) | subst x; exact differentiable_0 | exact (ordinary_differentiable _ _ (proj2 (on_1 x G0)) Dx)]. Qed.
Lemma all_good : forall x, dom f x -> C_near 0 (dom f) (val f) x.
Proof. intros x Dx. destruct (total_order_T x 0) as [[L0 | E0] | G0]; [exact (ordinary_good _ _ 0 (proj2 (on_0 x L0)) Dx) | subst x; exact (order_good _ _ _ 0 (proj2 order_0) ltac:(ranked) Dx) | exact (ordinary_good _ _ 0 (proj2 (on_1 x G0)) Dx)]. Qed.
Lemma not_all_good : ~ forall x, dom f x -> C_near 1 (dom f) (val f) x.
Proof. intros K. exact (order_bad _ _ _ 1 (proj2 order_0) ltac:(ranked) (K _ (proj1 order_0))). Qed.
Lemma verdicts : on_domain f true true (Class 0).
Proof. exact (conj all_continuous (conj all_differentiable (conj all_good not_all_good))). Qed.
Lemma elsewhere : forall x, x <> 0 -> ordinary f x.
Proof. intros x N0. destruct (total_order_T x 0) as [[L0 | E0] | G0]; [exact (proj2 (on_0 x L0)) | subst x; exfalso; exact (N0 eq_refl) | exact (proj2 (on_1 x G0))]. Qed.
Theorem verdict : Claim.claim.
Proof. exact (conj domain (conj verdicts (conj point_0 elsewhere))). Qed.
