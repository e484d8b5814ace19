(* x -> frac(x)
   Claimed is what stands in the module Claim. Not claimed: the words `kind` and `because`, the formulas and derivatives on the pieces, the decimal approximations. *)
From Coq Require Import Reals ZArith.
From DiffCheck Require Import Statement.
Open Scope R_scope.
Module Claim.
Definition f : expr := Sub X (Fun Floor X).
Definition claim : Prop :=
  (forall x, dom f x <-> True) /\
  on_domain f false false Rough /\
  (forall n : Z, holds_at f (IZR n) (At (Some 0) (Fin 1) (Fin 0) MInf (Fin 1) false false (Some Rough))) /\
  (forall x, (forall n : Z, x <> (IZR n)) -> ordinary f x).
End Claim.

From DiffCheck Require Import Tactics.
Import Claim.
Module Member.
Section Member.
Variable n : Z.
Ltac candidates a ::= first [candidate a (1 * n + 0)%Z].
Ltac plain ::= computed_apart.
Lemma left_branch_0 : branch (-1) (IZR n) f (Add X (Opp (Num (1 * n - 1)))).
Proof. unfold Claim.f. eapply branch_add; [apply branch_plain; intros; exact I | eapply branch_opp; [eapply (branch_floor _ _ (1 * n - 1)%Z); [apply branch_plain; intros; exact I | apply positive_nonnegative; sign_here 0%nat | sign_here 1%nat]]]. Qed.
Lemma right_branch_0 : branch 1 (IZR n) f (Add X (Opp (Num (1 * n + 0)))).
Proof. unfold Claim.f. eapply branch_add; [apply branch_plain; intros; exact I | eapply branch_opp; [eapply (branch_floor _ _ (1 * n + 0)%Z); [apply branch_plain; intros; exact I | apply positive_nonnegative; sign_here 1%nat | sign_here 0%nat]]]. Qed.
Lemma value_0 : dom f (IZR n) /\ val f (IZR n) = 0.
Proof. unfold Claim.f; value_here. Qed.
Lemma left_limit_0 : limit f (IZR n) (-1) (Fin 1).
Proof. eapply branch_limit; [sided | exact left_branch_0 | regular_here | number]. Qed.
Lemma left_slope_0 : slope_at f (IZR n) (-1) MInf.
Proof. eapply slope_after_jump_down; [sided | exact (proj1 value_0) | exact left_limit_0 | rewrite (proj2 value_0); number]. Qed.
Lemma right_limit_0 : limit f (IZR n) 1 (Fin 0).
Proof. eapply branch_limit; [sided | exact right_branch_0 | regular_here | number]. Qed.
Lemma right_slope_0 : slope_at f (IZR n) 1 (Fin 1).
Proof. eapply branch_slope; [sided | exact right_branch_0 | regular_here | exact (proj1 value_0) | rewrite (proj2 value_0); number | number]. Qed.
Lemma continuous_0 : ~ continuous_at (dom f) (val f) (IZR n).
Proof. eapply (continuous_no_limit _ _ (-1)); [sided | exact left_limit_0 | rewrite (proj2 value_0); number]. Qed.
Lemma differentiable_0 : ~ differentiable_at f (IZR n).
Proof. exact (differentiable_no_continuous _ _ continuous_0). Qed.
Lemma order_0 : dom f (IZR n) /\ order_is (dom f) (val f) (IZR n) Rough.
Proof. exact (order_rough _ _ (proj1 value_0) continuous_0). Qed.
Lemma point_0 : holds_at f (IZR n) (At (Some 0) (Fin 1) (Fin 0) MInf (Fin 1) false false (Some Rough)).
Proof. split; [exact value_0 | split; [exact left_limit_0 | split; [exact right_limit_0 | split; [exact left_slope_0 | split; [exact right_slope_0 | split; [exact continuous_0 | split; [exact differentiable_0 | exact order_0]]]]]]]. Qed.
Lemma on_0 : forall x, (IZR n) < x -> x < ((IZR n + 1)) -> dom f x /\ ordinary f x.
Proof. intros x L H. apply (piece_inside x _ (Add X (Opp (Num (1 * n + 0))))). unfold Claim.f. eapply piece_add; [apply piece_x | eapply piece_opp; [eapply (piece_floor _ (1 * n + 0)%Z); [apply piece_x | sign_on | sign_on]]]. Qed.
End Member.
End Member.
Lemma domain : forall x, dom f x <-> True.
Proof. intros x. destruct (between (fun n : Z => IZR n) (1) (0) ltac:(lra) ltac:(intros; lra) x) as [n [E | [L H]]]; cbv beta in *; [subst x; pose proof (Member.value_0 n) as value_0; pose proof (Member.continuous_0 n) as continuous_0; pose proof (Member.differentiable_0 n) as differentiable_0; pose proof (Member.order_0 n) as order_0; inside (proj1 value_0) | rewrite plus_IZR in H; inside (proj1 (Member.on_0 n x L H))]. Qed.
Lemma all_continuous : ~ (forall x, dom f x -> continuous_at (dom f) (val f) x).
Proof. pose proof (Member.value_0 0%Z) as value_0; pose proof (Member.continuous_0 0%Z) as continuous_0; pose proof (Member.differentiable_0 0%Z) as differentiable_0; pose proof (Member.order_0 0%Z) as order_0. intros K. exact (continuous_0 (K _ (proj1 value_0))). Qed.
Lemma all_differentiable : ~ (forall x, dom f x -> differentiable_at f x).
Proof. pose proof (Member.value_0 0%Z) as value_0; pose proof (Member.continuous_0 0%Z) as continuous_0; pose proof (Member.differentiable_0 0%Z) as differentiable_0; pose proof (Member.order_0 0%Z) as order_0. intros K. exact (differentiable_0 (K _ (proj1 value_0))). Qed.
Lemma not_all_good : ~ forall x, dom f x -> C_near 0 (dom f) (val f) x.
Proof. pose proof (Member.value_0 0%Z) as value_0; pose proof (Member.continuous_0 0%Z) as continuous_0; pose proof (Member.differentiable_0 0%Z) as differentiable_0; pose proof (Member.order_0 0%Z) as order_0. intros K. exact (order_bad _ _ _ 0 (proj2 order_0) ltac:(ranked) (K _ (proj1 order_0))). Qed.
Lemma verdicts : on_domain f false false Rough.
Proof. exact (conj all_continuous (conj all_differentiable not_all_good)). Qed.
Lemma elsewhere : forall x, (forall n : Z, x <> (IZR n)) -> ordinary f x.
Proof. intros x N0. destruct (between (fun n : Z => IZR n) (1) (0) ltac:(lra) ltac:(intros; lra) x) as [n [E | [L H]]]; cbv beta in *; [subst x; pose proof (Member.value_0 n) as value_0; pose proof (Member.continuous_0 n) as continuous_0; pose proof (Member.differentiable_0 n) as differentiable_0; pose proof (Member.order_0 n) as order_0; exfalso; exact (N0 n eq_refl) | rewrite plus_IZR in H; exact (proj2 (Member.on_0 n x L H))]. Qed.
Theorem verdict : Claim.claim.
Proof. exact (conj domain (conj verdicts (conj Member.point_0 elsewhere))). Qed.
