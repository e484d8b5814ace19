(* A composition of analytic functions is analytic: where no part switches, a formula is C^oo, and D is its derivative. *)
From Coq Require Import Reals ZArith Lra Lia Psatz Ranalysis5 Rpower.
From DiffCheck Require Import Statement Nearness.
Open Scope R_scope.

(* ---- short formulas ---- *)
Definition is_zero a := match a with Num 0 => true | _ => false end.
Definition is_one a := match a with Num 1 => true | _ => false end.
Definition add a b := if is_zero a then b else if is_zero b then a else Add a b.
Definition opp a := if is_zero a then a else Opp a.
Definition mul a b := if is_zero a then a else if is_zero b then b else if is_one a then b else if is_one b then a else Mul a b.
Definition div a b := if is_zero a then a else Div a b.
Definition pow a n := match n with O => Num 1 | S O => a | _ => Pow a n end.
Lemma is_zero_true a : is_zero a = true -> a = Num 0.
Proof. destruct a; try discriminate. destruct n; try discriminate. reflexivity. Qed.
Lemma is_one_true a : is_one a = true -> a = Num 1.
Proof. destruct a; try discriminate. destruct n as [|[]|]; try discriminate. reflexivity. Qed.
Ltac short := unfold add, opp, mul, div; repeat match goal with
  | |- context [is_zero ?a] => let E := fresh in destruct (is_zero a) eqn:E; [apply is_zero_true in E; subst a|]
  | |- context [is_one ?a] => let E := fresh in destruct (is_one a) eqn:E; [apply is_one_true in E; subst a|] end; simpl in *.
Lemma val_add a b x : val (add a b) x = val a x + val b x. Proof. short; ring. Qed.
Lemma val_opp a x : val (opp a) x = - val a x. Proof. short; ring. Qed.
Lemma val_mul a b x : val (mul a b) x = val a x * val b x. Proof. short; ring. Qed.
Lemma val_div a b x : val (div a b) x = val a x / val b x. Proof. short; unfold Rdiv; ring. Qed.
Lemma val_pow a n x : val (pow a n) x = val a x ^ n. Proof. destruct n as [|[|n]]; simpl; ring. Qed.
Fixpoint subst (e a : expr) : expr :=
  match e with
  | X => a | Num _ | Cst _ | Undef => e
  | Add u v => Add (subst u a) (subst v a) | Opp u => Opp (subst u a) | Mul u v => Mul (subst u a) (subst v a)
  | Div u v => Div (subst u a) (subst v a) | Pow u n => Pow (subst u a) n
  | Max u v => Max (subst u a) (subst v a) | Min u v => Min (subst u a) (subst v a) | Fun h u => Fun h (subst u a)
  | Case p q u v w => Case (subst p a) (subst q a) (subst u a) (subst v a) (subst w a)
  end.
Lemma val_subst e a x : val (subst e a) x = val e (val a x).
Proof. induction e; simpl; congruence. Qed.

(* ---- the functions of one number: where they are analytic, and their derivatives ---- *)
Definition analytic (h : fn) (y : R) : Prop :=
  match h with
  | Abs => y <> 0 | Floor => IZR (Int_part y) <> y | Sqrt | Ln | Real _ => 0 < y | Tan => cos y <> 0
  | Rat _ q => 0 < y \/ (y < 0 /\ Z.odd (Zpos q) = true)
  | _ => True
  end.
Definition slope (h : fn) : expr :=
  match h with
  | Abs => Case X (Num 0) (Num (-1)) (Num 0) (Num 1) | Floor => Num 0
  | Sqrt => Div (Num 1) (Mul (Num 2) (Fun Sqrt X)) | Exp => Fun Exp X | Ln => Div (Num 1) X
  | Sin => Fun Cos X | Cos => Opp (Fun Sin X) | Tan => Add (Num 1) (Pow (Fun Tan X) 2) | Atan => Div (Num 1) (Add (Num 1) (Pow X 2))
  | Sinh => Fun Cosh X | Cosh => Fun Sinh X | Tanh => Sub (Num 1) (Pow (Fun Tanh X) 2)
  | Rat p q => Mul (Cst (IZR p / IZR (Zpos q))) (Fun (Rat (p - Zpos q) q) X)
  | Real r => Mul (Cst r) (Fun (Real (r - 1)) X)
  end.
Lemma floor_is r n : IZR n <= r < IZR n + 1 -> Int_part r = n.
Proof.
  intros H. destruct (base_Int_part r) as [A B].
  assert (Int_part r < n + 1)%Z by (apply lt_IZR; rewrite plus_IZR; lra).
  assert (n < Int_part r + 1)%Z by (apply lt_IZR; rewrite plus_IZR; lra). lia.
Qed.
Lemma floor_around y : IZR (Int_part y) <> y -> around y (fun z => Int_part z = Int_part y /\ IZR (Int_part z) <> z).
Proof.
  intros N. destruct (base_Int_part y) as [A B]. set (n := Int_part y) in *.
  destruct (min_pos (y - IZR n) (IZR n + 1 - y)) as [M [P Q]]; try lra.
  exists (Rmin (y - IZR n) (IZR n + 1 - y)). split; [exact M|]. intros z Hz. apply Rabs_def2 in Hz.
  assert (E : Int_part z = n) by (apply floor_is; lra). rewrite E. split; [reflexivity | lra].
Qed.
Lemma power_pos r t y : 0 < y -> power r t y = Rpower y r.
Proof. unfold power. destruct (total_order_T y 0) as [[]|]; lra. Qed.
Lemma power_neg r t y : y < 0 -> power r t y = t * Rpower (- y) r.
Proof. unfold power. destruct (total_order_T y 0) as [[]|]; lra. Qed.
Lemma power_zero r t : power r t 0 = 0.
Proof. unfold power. destruct (total_order_T 0 0) as [[]|]; lra. Qed.
Lemma positive_around y : 0 < y -> around y (fun z => 0 < z).
Proof. exists y. split; [assumption|]. intros z Hz. apply Rabs_def2 in Hz. lra. Qed.
Lemma negative_around y : y < 0 -> around y (fun z => z < 0).
Proof. exists (- y). split; [lra|]. intros z Hz. apply Rabs_def2 in Hz. lra. Qed.
Lemma power_derivable r t y : 0 < y \/ y < 0 -> derivable_pt_lim (power r t) y (r * power (r - 1) (if Rlt_dec 0 y then t else - t) y).
Proof.
  intros [H | H].
  - rewrite power_pos by exact H. apply (derivable_same (fun z => Rpower z r)); [|apply derivable_pt_lim_power, H].
    eapply around_sub; [|exact (positive_around y H)]. intros z Hz. symmetry. apply power_pos, Hz.
  - rewrite power_neg by exact H. destruct (Rlt_dec 0 y); [lra|].
    apply (derivable_same (fun z => t * Rpower (- z) r)).
    { eapply around_sub; [|exact (negative_around y H)]. intros z Hz. symmetry. apply power_neg, Hz. }
    replace (r * (- t * Rpower (- y) (r - 1))) with (t * (r * Rpower (- y) (r - 1) * -1)) by ring.
    apply (derivable_pt_lim_scal (fun z => Rpower (- z) r)).
    apply (derivable_pt_lim_comp Ropp (fun z => Rpower z r)); [|apply derivable_pt_lim_power; lra].
    apply (derivable_pt_lim_opp id), derivable_pt_lim_id.
Qed.
Lemma even_minus p q : Z.odd (Zpos q) = true -> Z.even (p - Zpos q) = negb (Z.even p).
Proof. intros H. rewrite Z.even_sub, <- (Z.negb_odd (Zpos q)), H. destruct (Z.even p); reflexivity. Qed.
Lemma derivable_is f x l m : derivable_pt_lim f x l -> l = m -> derivable_pt_lim f x m.
Proof. intros H <-. exact H. Qed.
Lemma cosh_pos y : 0 < cosh y.
Proof. unfold cosh. assert (A := exp_pos y). assert (B := exp_pos (- y)). lra. Qed.
Lemma slope_is h y : analytic h y -> derivable_pt_lim (value_of h) y (val (slope h) y).
Proof.
  destruct h; simpl; intros H.
  - unfold choose. destruct (total_order_T y 0) as [[L | L] | L]; [apply Rabs_derive_2 | | apply Rabs_derive_1]; auto. contradiction.
  - apply (derivable_same (fun _ => IZR (Int_part y))); [|apply derivable_pt_lim_const].
    eapply around_sub; [|exact (floor_around y H)]. intros z [E _]. simpl. rewrite E. reflexivity.
  - eapply derivable_is; [apply derivable_pt_lim_sqrt, H|]. field. assert (0 < sqrt y) by (apply sqrt_lt_R0, H). lra.
  - apply derivable_pt_lim_exp.
  - eapply derivable_is; [apply derivable_pt_lim_ln, H|]. field. lra.
  - apply derivable_pt_lim_sin.
  - apply derivable_pt_lim_cos.
  - eapply derivable_is; [apply (derivable_pt_lim_div sin cos); [apply derivable_pt_lim_sin | apply derivable_pt_lim_cos | exact H]|].
    unfold tan, Rsqr. field. exact H.
  - eapply derivable_is; [apply derivable_pt_lim_atan|]. unfold Rsqr. field. nra.
  - apply derivable_pt_lim_sinh.
  - apply derivable_pt_lim_cosh.
  - assert (P := cosh_pos y).
    eapply derivable_is; [apply (derivable_pt_lim_div sinh cosh); [apply derivable_pt_lim_sinh | apply derivable_pt_lim_cosh | lra]|].
    unfold tanh, Rsqr. field. lra.
  - eapply derivable_is; [apply power_derivable; tauto|].
    rewrite minus_IZR. replace ((IZR p - IZR (Zpos q)) / IZR (Zpos q)) with (IZR p / IZR (Zpos q) - 1) by (field; apply (IZR_neq (Zpos q) 0); lia).
    destruct H as [H | [H O]].
    + rewrite !power_pos by exact H. reflexivity.
    + rewrite !power_neg by exact H. rewrite (even_minus p q O). destruct (Rlt_dec 0 y); [lra|]. destruct (Z.even p); simpl; ring.
  - eapply derivable_is; [apply power_derivable; tauto|]. rewrite !power_pos by exact H. reflexivity.
Qed.
Lemma analytic_around h y : analytic h y -> around y (analytic h).
Proof.
  destruct h; simpl; intros H; try (apply around_all; intros; exact I); try exact (positive_around y H).
  - destruct (Rdichotomy _ _ H) as [L | L]; [eapply around_sub; [|exact (negative_around y L)] | eapply around_sub; [|exact (positive_around y L)]];
    intros z Hz; cbv beta in *; first [exact (Rlt_not_eq _ _ Hz) | exact (Rgt_not_eq _ _ Hz)].
  - eapply around_sub; [|exact (floor_around y H)]. intros z [_ K]. exact K.
  - apply (unequal_around cos (fun _ => 0)); auto using constant_continuous. apply continuity_cos.
  - destruct H as [H | [H O]].
    + eapply around_sub; [|exact (positive_around y H)]. intros z Hz. left. exact Hz.
    + eapply around_sub; [|exact (negative_around y H)]. intros z Hz. right. exact (conj Hz O).
Qed.
Lemma analytic_defined h y : analytic h y -> defined h y.
Proof. destruct h; simpl; auto; try lra. intros [H | [H O]]; split; auto; left; lra. Qed.

(* ---- where no part of a formula switches ---- *)
Fixpoint regular (e : expr) (x : R) : Prop :=
  match e with
  | X | Num _ | Cst _ => True | Undef => False
  | Add a b | Mul a b => regular a x /\ regular b x
  | Div a b => regular a x /\ regular b x /\ val b x <> 0
  | Opp a | Pow a _ => regular a x
  | Max a b | Min a b => regular a x /\ regular b x /\ val a x <> val b x
  | Fun h a => regular a x /\ analytic h (val a x)
  | Case a b u v w => regular a x /\ regular b x /\ choose (val a x) (val b x) (regular u x) False (regular w x)
  end.
Fixpoint D (e : expr) : expr :=
  match e with
  | X => Num 1 | Num _ | Cst _ => Num 0 | Undef => Undef
  | Add a b => add (D a) (D b) | Opp a => opp (D a)
  | Mul a b => add (mul (D a) b) (mul a (D b))
  | Div a b => add (div (D a) b) (opp (div (mul a (D b)) (Pow b 2)))
  | Pow a n => mul (mul (Num (Z.of_nat n)) (pow a (pred n))) (D a)
  | Max a b => Case a b (D b) (D b) (D a) | Min a b => Case a b (D a) (D a) (D b)
  | Fun h a => mul (subst (slope h) a) (D a)
  | Case a b u v w => Case a b (D u) (D v) (D w)
  end.

Lemma regular_add a b x : regular a x -> regular b x -> regular (add a b) x. Proof. intros. short; auto. Qed.
Lemma regular_opp a x : regular a x -> regular (opp a) x. Proof. intros. short; auto. Qed.
Lemma regular_mul a b x : regular a x -> regular b x -> regular (mul a b) x. Proof. intros. short; auto. Qed.
Lemma regular_div a b x : regular a x -> regular b x -> val b x <> 0 -> regular (div a b) x. Proof. intros. short; auto. Qed.
Lemma regular_pow a n x : regular a x -> regular (pow a n) x. Proof. intros. destruct n as [|[|n]]; simpl; auto. Qed.
Lemma regular_subst e a x : regular e (val a x) -> regular a x -> regular (subst e a) x.
Proof.
  intros H Ha. induction e; simpl in *; rewrite ?val_subst; intuition.
  unfold choose in *. destruct (total_order_T (val e1 (val a x)) (val e2 (val a x))) as [[]|]; auto.
Qed.
Lemma regular_slope h y : analytic h y -> regular (slope h) y.
Proof.
  destruct h; simpl; intros H; repeat split; auto.
  - unfold choose. destruct (total_order_T y 0) as [[]|]; auto.
  - assert (0 < sqrt y) by (apply sqrt_lt_R0, H). lra.
  - lra.
  - nra.
Qed.
Lemma regular_D e x : regular e x -> regular (D e) x.
Proof.
  induction e; simpl; intros H; try tauto; repeat match goal with H : _ /\ _ |- _ => destruct H end;
  repeat (first [apply regular_add | apply regular_mul | apply regular_opp | apply regular_pow | apply regular_div | apply regular_subst | apply regular_slope]);
  simpl; auto; repeat split; auto.
  - unfold choose. destruct (total_order_T (val e1 x) (val e2 x)) as [[]|]; auto.
  - unfold choose. destruct (total_order_T (val e1 x) (val e2 x)) as [[]|]; auto.
  - unfold choose in *. destruct (total_order_T (val e1 x) (val e2 x)) as [[]|]; auto.
Qed.
Lemma choose_left {T} a b (u v w : T) : a < b -> choose a b u v w = u.
Proof. unfold choose. destruct (total_order_T a b) as [[]|]; lra || reflexivity. Qed.
Lemma choose_tie {T} a b (u v w : T) : a = b -> choose a b u v w = v.
Proof. unfold choose. destruct (total_order_T a b) as [[]|]; lra || reflexivity. Qed.
Lemma choose_right {T} a b (u v w : T) : b < a -> choose a b u v w = w.
Proof. unfold choose. destruct (total_order_T a b) as [[]|]; lra || reflexivity. Qed.

Theorem regular_derivable e x : regular e x -> derivable_pt_lim (val e) x (val (D e) x).
Proof.
  induction e; simpl; intros H; try tauto; repeat match goal with H : _ /\ _ |- _ => destruct H end;
  rewrite ?val_add, ?val_mul, ?val_opp, ?val_div, ?val_pow, ?val_subst; simpl.
  - apply derivable_pt_lim_id.
  - apply derivable_pt_lim_const.
  - apply derivable_pt_lim_const.
  - apply (derivable_pt_lim_plus (val e1) (val e2)); auto.
  - apply (derivable_pt_lim_opp (val e)); auto.
  - apply (derivable_pt_lim_mult (val e1) (val e2)); auto.
  - eapply derivable_is; [apply (derivable_pt_lim_div (val e1) (val e2)); eauto|].
    rewrite ?val_opp, ?val_div, ?val_mul; simpl. unfold Rsqr. field. assumption.
  - eapply derivable_is; [apply (derivable_pt_lim_comp (val e) (fun y => y ^ n)); [auto | apply derivable_pt_lim_pow]|].
    rewrite <- INR_IZR_INZ. reflexivity.
  - assert (C1 := derivable_continuous _ _ _ (IHe1 H)). assert (C2 := derivable_continuous _ _ _ (IHe2 H0)).
    destruct (Rdichotomy _ _ H1) as [L | L]; [rewrite choose_left by exact L | rewrite choose_right by exact L].
    + apply (derivable_same (val e2)); auto. eapply around_sub; [|exact (less_around _ _ _ C1 C2 L)]. intros z Hz. symmetry. apply Rmax_right, Rlt_le, Hz.
    + apply (derivable_same (val e1)); auto. eapply around_sub; [|exact (less_around _ _ _ C2 C1 L)]. intros z Hz. symmetry. apply Rmax_left, Rlt_le, Hz.
  - assert (C1 := derivable_continuous _ _ _ (IHe1 H)). assert (C2 := derivable_continuous _ _ _ (IHe2 H0)).
    destruct (Rdichotomy _ _ H1) as [L | L]; [rewrite choose_left by exact L | rewrite choose_right by exact L].
    + apply (derivable_same (val e1)); auto. eapply around_sub; [|exact (less_around _ _ _ C1 C2 L)]. intros z Hz. symmetry. apply Rmin_left, Rlt_le, Hz.
    + apply (derivable_same (val e2)); auto. eapply around_sub; [|exact (less_around _ _ _ C2 C1 L)]. intros z Hz. symmetry. apply Rmin_right, Rlt_le, Hz.
  - apply (derivable_pt_lim_comp (val e) (value_of h)); [auto | apply slope_is; assumption].
  - assert (C1 := derivable_continuous _ _ _ (IHe1 H)). assert (C2 := derivable_continuous _ _ _ (IHe2 H0)).
    destruct (total_order_T (val e1 x) (val e2 x)) as [[L | L] | L].
    + rewrite choose_left in H1 by exact L. rewrite ?choose_left by exact L. apply (derivable_same (val e3)); auto.
      eapply around_sub; [|exact (less_around _ _ _ C1 C2 L)]. intros z Hz. symmetry. apply choose_left, Hz.
    + rewrite choose_tie in H1 by exact L. rewrite ?choose_tie by exact L. contradiction.
    + rewrite choose_right in H1 by exact L. rewrite ?choose_right by exact L. apply (derivable_same (val e5)); auto.
      eapply around_sub; [|exact (less_around _ _ _ C2 C1 L)]. intros z Hz. symmetry. apply choose_right, Hz.
Qed.
Lemma regular_continuous e x : regular e x -> continuity_pt (val e) x.
Proof. intros H. exact (derivable_continuous _ _ _ (regular_derivable e x H)). Qed.
Lemma regular_around e x : regular e x -> around x (regular e).
Proof.
  induction e; simpl; intros H; try tauto; try (apply around_all; intros; exact I); auto;
  repeat match goal with H : _ /\ _ |- _ => destruct H end;
  repeat (match goal with H : regular ?e x |- _ =>
    lazymatch goal with _ : continuity_pt (val e) x |- _ => fail | _ => pose proof (regular_continuous e x H) end end);
  repeat apply around_and; auto.
  - apply (unequal_around _ (fun _ => 0)); auto using constant_continuous.
  - apply unequal_around; auto.
  - apply unequal_around; auto.
  - apply (preimage_around (val e)); auto using analytic_around.
  - destruct (total_order_T (val e1 x) (val e2 x)) as [[L | L] | L].
    + rewrite choose_left in H1 by exact L. rewrite ?choose_left by exact L. assert (K : around x (fun z => val e1 z < val e2 z)) by (apply less_around; auto).
      eapply around_sub; [|exact (around_and _ _ _ K (IHe3 H1))]. intros z [A B]. rewrite choose_left; auto.
    + rewrite choose_tie in H1 by exact L. rewrite ?choose_tie by exact L. contradiction.
    + rewrite choose_right in H1 by exact L. rewrite ?choose_right by exact L. assert (K : around x (fun z => val e2 z < val e1 z)) by (apply less_around; auto).
      eapply around_sub; [|exact (around_and _ _ _ K (IHe5 H1))]. intros z [A B]. rewrite choose_right; auto.
Qed.
Lemma regular_dom e x : regular e x -> dom e x.
Proof.
  induction e; simpl; intros H; try tauto.
  - destruct H. split; auto using analytic_defined.
  - destruct H as [A [B H]]. repeat split; auto. unfold choose in *. destruct (total_order_T (val e1 x) (val e2 x)) as [[]|]; auto. contradiction.
Qed.
Theorem regular_Cn n : forall e x, regular e x -> Cn n (val e) x.
Proof.
  induction n; intros e x H; simpl.
  - eapply around_sub; [|exact (regular_around e x H)]. apply regular_continuous.
  - exists (val (D e)). split; [|apply IHn, regular_D, H]. eapply around_sub; [|exact (regular_around e x H)]. apply regular_derivable.
Qed.
Lemma regular_inner e x : regular e x -> around x (dom e).
Proof. intros H. eapply around_sub; [|exact (regular_around e x H)]. apply regular_dom. Qed.
Theorem regular_C n e x : regular e x -> C_near n (dom e) (val e) x.
Proof. intros H. apply inner_C; [apply regular_inner, H | apply regular_Cn, H]. Qed.
Theorem regular_ordinary e x : regular e x -> ordinary e x.
Proof.
  intros H. left. eapply around_sub; [|exact (regular_around e x H)]. intros z Hz. split; [apply regular_dom, Hz | intros n; apply regular_C, Hz].
Qed.

(* ---- where a formula is undefined, and stays so ---- *)
Fixpoint beyond (e : expr) (x : R) : Prop :=
  match e with
  | X | Num _ | Cst _ => False | Undef => True
  | Add a b | Mul a b | Div a b | Max a b | Min a b => beyond a x \/ beyond b x
  | Opp a | Pow a _ => beyond a x
  | Fun h a => beyond a x \/ (regular a x /\ val a x < 0 /\
      match h with Sqrt | Ln | Real _ => True | Rat _ q => Z.odd (Zpos q) = false | _ => False end)
  | Case a b u v w => beyond a x \/ beyond b x \/ (regular a x /\ regular b x /\ choose (val a x) (val b x) (beyond u x) False (beyond w x))
  end.
Lemma beyond_undefined e x : beyond e x -> ~ dom e x.
Proof.
  induction e; simpl; intros H K; try tauto.
  - destruct H as [H | [A [N H]]]; [tauto|]. destruct K as [_ K]. destruct h; simpl in *; try contradiction; try lra.
    destruct K as [[K | K] _]; [lra | congruence].
  - unfold choose in *. destruct (total_order_T (val e1 x) (val e2 x)) as [[]|]; tauto.
Qed.
Lemma beyond_around e x : beyond e x -> around x (beyond e).
Proof.
  induction e; simpl; intros H; try tauto; auto.
  all: try (destruct H as [H | H]; [eapply around_sub; [|exact (IHe1 H)] | eapply around_sub; [|exact (IHe2 H)]]; simpl; auto; fail).
  - apply around_all. intros. exact I.
  - destruct H as [H | [A [N H]]]; [eapply around_sub; [|exact (IHe H)]; auto|].
    assert (K : around x (fun z => val e z < 0)) by (apply (less_around _ (fun _ => 0)); auto using constant_continuous, regular_continuous).
    eapply around_sub; [|exact (around_and _ _ _ (regular_around e x A) K)]. intros z [U V]. auto.
  - destruct H as [H | [H | [A [B H]]]]; [eapply around_sub; [|exact (IHe1 H)]; auto | eapply around_sub; [|exact (IHe2 H)]; auto|].
    assert (RA := regular_around _ _ A). assert (RB := regular_around _ _ B).
    assert (CA := regular_continuous _ _ A). assert (CB := regular_continuous _ _ B).
    destruct (total_order_T (val e1 x) (val e2 x)) as [[L | L] | L].
    + rewrite choose_left in H by exact L.
      eapply around_sub; [|exact (around_and _ _ _ (around_and _ _ _ RA RB) (around_and _ _ _ (less_around _ _ _ CA CB L) (IHe3 H)))].
      intros z [[U V] [Y W]]. right; right. repeat split; auto. rewrite choose_left; auto.
    + rewrite choose_tie in H by exact L. contradiction.
    + rewrite choose_right in H by exact L.
      eapply around_sub; [|exact (around_and _ _ _ (around_and _ _ _ RA RB) (around_and _ _ _ (less_around _ _ _ CB CA L) (IHe5 H)))].
      intros z [[U V] [Y W]]. right; right. repeat split; auto. rewrite choose_right; auto.
Qed.
Theorem beyond_ordinary e x : beyond e x -> ordinary e x.
Proof. intros H. right. eapply around_sub; [|exact (beyond_around e x H)]. apply beyond_undefined. Qed.
