(* Equal numbers: both are written as sums of c exp(q1 L1 + ... + qn Ln) with rational c, qi and numbers Li, in which equal ones have one form.
   Roots and powers are such: u^(p/q) = exp(p/q ln u), and rational numbers are written by the logarithms of their prime factors. *)
From Coq Require Import Reals ZArith QArith Qreals Qround Lra Lia List.
From DiffCheck Require Import Bounds.
Import ListNotations.
Open Scope R_scope.

(* ---- terms in an order ---- *)
Definition rank h := match h with FSqrt => 0 | FExp => 1 | FLn => 2 | FSin => 3 | FCos => 4 | FAtan => 5 end%nat.
Definition head t := match t with Int _ => 0 | Pi => 1 | Plus _ _ => 2 | Minus _ => 3 | Times _ _ => 4 | Inverse _ => 5 | Power _ _ => 6 | Of _ _ => 7 end%nat.
Definition after (c d : comparison) := match c with Eq => d | _ => c end.
Fixpoint ordered t u : comparison :=
  match t, u with
  | Int m, Int n => Z.compare m n | Pi, Pi => Eq
  | Plus a b, Plus c d | Times a b, Times c d => after (ordered a c) (ordered b d)
  | Minus a, Minus b | Inverse a, Inverse b => ordered a b
  | Power a m, Power b n => after (Nat.compare m n) (ordered a b)
  | Of h a, Of k b => after (Nat.compare (rank h) (rank k)) (ordered a b)
  | _, _ => Nat.compare (head t) (head u)
  end.
Lemma after_eq c d : after c d = Eq -> c = Eq /\ d = Eq. Proof. destruct c; simpl; auto; discriminate. Qed.
Lemma ordered_eq t : forall u, ordered t u = Eq -> t = u.
Proof.
  induction t; intros [m| |c d|c|c d|c|c m|k c]; simpl; intros E; try discriminate E; try reflexivity;
    try (apply after_eq in E; destruct E as [E1 E2]).
  - apply Z.compare_eq in E. congruence.
  - rewrite (IHt1 _ E1), (IHt2 _ E2). reflexivity.
  - rewrite (IHt _ E). reflexivity.
  - rewrite (IHt1 _ E1), (IHt2 _ E2). reflexivity.
  - rewrite (IHt _ E). reflexivity.
  - apply Nat.compare_eq in E1. rewrite (IHt _ E2), E1. reflexivity.
  - rewrite (IHt _ E2). apply Nat.compare_eq in E1. destruct h, k; simpl in E1; try discriminate E1; reflexivity.
Qed.

(* ---- rational numbers ---- *)
Lemma red_is q : Q2R (Qred q) = Q2R q. Proof. apply Qeq_eqR, Qred_correct. Qed.
Lemma zero_is q : Qnum q = 0%Z -> Q2R q = 0. Proof. intros E. unfold Q2R. rewrite E. ring. Qed.
Definition is_nil q := (Qnum q =? 0)%Z.
Lemma nil_is q : is_nil q = true -> Q2R q = 0. Proof. intros E. apply zero_is, Z.eqb_eq, E. Qed.

(* ---- exponents: sums of q L ---- *)
Definition exponents := list (term * Q).
Fixpoint sum_of (l : exponents) : R := match l with [] => 0 | p :: l' => Q2R (snd p) * real (fst p) + sum_of l' end.
Fixpoint joined_one (p : term * Q) (l : exponents) : exponents :=
  match l with
  | [] => [p]
  | p' :: l' => match ordered (fst p) (fst p') with
    | Lt => p :: l
    | Eq => let q := Qred (snd p + snd p') in if is_nil q then l' else (fst p, q) :: l'
    | Gt => p' :: joined_one p l' end
  end.
Fixpoint joined (k l : exponents) : exponents := match k with [] => l | p :: k' => joined_one p (joined k' l) end.
Definition multiple (q : Q) (l : exponents) : exponents := if is_nil q then [] else map (fun p => (fst p, Qred (q * snd p))) l.
Lemma joined_one_is p l : sum_of (joined_one p l) = Q2R (snd p) * real (fst p) + sum_of l.
Proof.
  induction l as [|p' l IH]; [reflexivity|]. cbn [joined_one]. destruct (ordered (fst p) (fst p')) eqn:E; [|reflexivity|].
  - apply ordered_eq in E. assert (A : Q2R (Qred (snd p + snd p')) = Q2R (snd p) + Q2R (snd p')) by (rewrite red_is; apply Q2R_plus).
    cbv zeta. destruct (is_nil _) eqn:N; cbn [sum_of fst snd].
    + apply nil_is in N. rewrite A in N. rewrite <- E. replace (Q2R (snd p')) with (- Q2R (snd p)) by lra. ring.
    + rewrite A, E. ring.
  - cbn [sum_of]. rewrite IH. ring.
Qed.
Lemma joined_is k l : sum_of (joined k l) = sum_of k + sum_of l.
Proof. induction k as [|p k IH]; cbn [joined sum_of]; [ring|]. rewrite joined_one_is, IH. ring. Qed.
Lemma multiple_is q l : sum_of (multiple q l) = Q2R q * sum_of l.
Proof.
  unfold multiple. destruct (is_nil q) eqn:N; [rewrite (nil_is q N); simpl; ring|].
  induction l as [|p l IH]; cbn [map sum_of fst snd]; [ring|].
  rewrite IH, red_is, Q2R_mult. ring.
Qed.

(* ---- monomials and sums of them ---- *)
Definition monomial := (Q * exponents)%type.
Definition form := list monomial.
Definition monomial_value (m : monomial) : R := Q2R (fst m) * exp (sum_of (snd m)).
Fixpoint form_value (f : form) : R := match f with [] => 0 | m :: f' => monomial_value m + form_value f' end.
Fixpoint ordered_exponents (k l : exponents) : comparison :=
  match k, l with
  | [], [] => Eq | [], _ => Lt | _, [] => Gt
  | (t, q) :: k', (u, r) :: l' => after (ordered t u) (after (Z.compare (Qnum q) (Qnum r)) (after (Pos.compare (Qden q) (Qden r)) (ordered_exponents k' l')))
  end.
Lemma ordered_exponents_eq k : forall l, ordered_exponents k l = Eq -> k = l.
Proof.
  induction k as [|[t [n d]] k IH]; intros [|[u [n' d']] l]; simpl; intros E; try discriminate E; [reflexivity|].
  apply after_eq in E. destruct E as [E1 E]. apply after_eq in E. destruct E as [E2 E]. apply after_eq in E. destruct E as [E3 E].
  apply ordered_eq in E1. apply Z.compare_eq in E2. apply Pos.compare_eq in E3. apply IH in E. congruence.
Qed.
Fixpoint added_one (m : monomial) (f : form) : form :=
  match f with
  | [] => [m]
  | m' :: f' => match ordered_exponents (snd m) (snd m') with
    | Lt => m :: f
    | Eq => let c := Qred (fst m + fst m') in if is_nil c then f' else (c, snd m) :: f'
    | Gt => m' :: added_one m f' end
  end.
Fixpoint added (f g : form) : form := match f with [] => g | m :: f' => added_one m (added f' g) end.
Lemma added_one_is m f : form_value (added_one m f) = monomial_value m + form_value f.
Proof.
  induction f as [|m' f IH]; [reflexivity|]. cbn [added_one]. destruct (ordered_exponents (snd m) (snd m')) eqn:E; [|reflexivity|].
  - apply ordered_exponents_eq in E. assert (A : Q2R (Qred (fst m + fst m')) = Q2R (fst m) + Q2R (fst m')) by (rewrite red_is; apply Q2R_plus).
    cbv zeta. destruct (is_nil _) eqn:N; cbn [form_value]; unfold monomial_value; cbn [fst snd]; rewrite <- ?E.
    + apply nil_is in N. rewrite A in N. replace (Q2R (fst m')) with (- Q2R (fst m)) by lra. ring.
    + rewrite A. ring.
  - cbn [form_value]. rewrite IH. ring.
Qed.
Lemma added_is f g : form_value (added f g) = form_value f + form_value g.
Proof. induction f as [|m f IH]; cbn [added form_value]; [ring|]. rewrite added_one_is, IH. ring. Qed.

(* A factor exp(q ln p) with an integer p > 0 is p^n times one with 0 <= q < 1. *)
Definition whole_power (p : Z) (n : Z) : Q := match n with Z0 => 1 | Zpos k => inject_Z (p ^ Zpos k) | Zneg k => / inject_Z (p ^ Zpos k) end.
Definition is_prime_log t := match t with Of FLn (Int (Zpos p)) => Some (Zpos p) | _ => None end.
Fixpoint settled (l : exponents) : monomial :=
  match l with
  | [] => (1, [])%Q
  | (t, q) :: l' => let '(c, k) := settled l' in
    match is_prime_log t with
    | Some p => let n := Qfloor q in let r := Qred (q - inject_Z n) in (Qred (c * whole_power p n), if is_nil r then k else (t, r) :: k)%Q
    | None => (c, (t, q) :: k)
    end
  end.
Lemma inject_is n : Q2R (inject_Z n) = IZR n. Proof. unfold Q2R, inject_Z. simpl. field. Qed.
Lemma whole_power_is p n : (0 < p)%Z -> Q2R (whole_power p n) = exp (IZR n * ln (IZR p)).
Proof.
  intros H. assert (P : 0 < IZR p) by (apply (IZR_lt 0), H).
  assert (S : forall k, IZR (p ^ Zpos k) = exp (IZR (Zpos k) * ln (IZR p))).
  { intros k. rewrite <- (positive_nat_Z k). generalize (Pos.to_nat k). intros m. rewrite <- (pow_IZR p m). rewrite <- INR_IZR_INZ.
    induction m; [simpl; rewrite Rmult_0_l, exp_0; reflexivity|]. rewrite S_INR, Rmult_plus_distr_r, Rmult_1_l, exp_plus, exp_ln by exact P.
    rewrite <- IHm. simpl. ring. }
  destruct n as [|k|k]; cbn [whole_power].
  - rewrite Rmult_0_l, exp_0. unfold Q2R. simpl. field.
  - rewrite inject_is. apply S.
  - rewrite Q2R_inv by (intros K; apply Qeq_eqR in K; rewrite inject_is, S in K; assert (E := exp_pos (IZR (Zpos k) * ln (IZR p))); unfold Q2R in K; simpl in K; lra).
    rewrite inject_is, S, <- exp_Ropp. f_equal. change (IZR (Zneg k)) with (IZR (- Zpos k)). rewrite opp_IZR. ring.
Qed.
Lemma settled_is l : monomial_value (settled l) = exp (sum_of l).
Proof.
  induction l as [|[t q] l IH]; [unfold monomial_value; simpl; unfold Q2R; simpl; field|].
  cbn [settled sum_of fst snd]. destruct (settled l) as [c k]. unfold monomial_value in IH. cbn [fst snd] in IH.
  rewrite exp_plus, <- IH.
  assert (G : monomial_value (c, (t, q) :: k) = exp (Q2R q * real t) * (Q2R c * exp (sum_of k))).
  { unfold monomial_value. cbn [fst snd sum_of]. rewrite exp_plus. ring. }
  destruct (is_prime_log t) as [p|] eqn:E; [|exact G].
  destruct t as [| | | | | | |[] [[|z|z]| | | | | | |]]; try discriminate E. injection E as <-. cbv zeta. cbn [real function].
  set (n := Qfloor q). assert (A : Q2R (Qred (q - inject_Z n)) = Q2R q - IZR n) by (rewrite red_is, Q2R_minus, inject_is; reflexivity).
  unfold monomial_value. cbn [fst snd]. rewrite red_is, Q2R_mult, whole_power_is by lia.
  destruct (is_nil _) eqn:N; cbn [sum_of fst snd].
  - apply nil_is in N. rewrite A in N. replace (Q2R q) with (IZR n) by lra. ring.
  - rewrite exp_plus, A. cbn [real function]. replace (Q2R q * ln (IZR (Zpos z))) with (IZR n * ln (IZR (Zpos z)) + (Q2R q - IZR n) * ln (IZR (Zpos z))) by ring.
    rewrite exp_plus. ring.
Qed.
Definition scaled1 (c : Q) (m : monomial) : monomial := (Qred (c * fst m), snd m)%Q.
Definition scaled (c : Q) (f : form) : form := if is_nil c then [] else map (scaled1 c) f.
Lemma scaled1_is c m : monomial_value (scaled1 c m) = Q2R c * monomial_value m. Proof. unfold monomial_value, scaled1. cbn [fst snd]. rewrite red_is, Q2R_mult. ring. Qed.
Lemma scaled_is c f : form_value (scaled c f) = Q2R c * form_value f.
Proof.
  unfold scaled. destruct (is_nil c) eqn:N; [rewrite (nil_is c N); simpl; ring|].
  induction f as [|m f IH]; cbn [map form_value]; [ring|]. rewrite IH, scaled1_is. ring.
Qed.
Definition times1 (m n : monomial) : monomial := scaled1 (Qred (fst m * fst n)) (settled (joined (snd m) (snd n))).
Lemma times1_is m n : monomial_value (times1 m n) = monomial_value m * monomial_value n.
Proof. unfold times1. rewrite scaled1_is, settled_is, joined_is, exp_plus, red_is, Q2R_mult. unfold monomial_value. ring. Qed.
Fixpoint times_one (m : monomial) (f : form) : form := match f with [] => [] | n :: f' => added_one (times1 m n) (times_one m f') end.
Lemma times_one_is m f : form_value (times_one m f) = monomial_value m * form_value f.
Proof. induction f as [|n f IH]; cbn [times_one form_value]; [ring|]. rewrite added_one_is, times1_is, IH. ring. Qed.
Fixpoint product_of (f g : form) : form := match f with [] => [] | m :: f' => added (times_one m g) (product_of f' g) end.
Lemma product_is f g : form_value (product_of f g) = form_value f * form_value g.
Proof. induction f as [|m f IH]; cbn [product_of form_value]; [ring|]. rewrite added_is, times_one_is, IH. ring. Qed.

(* ---- logarithms of rational numbers, by their prime factors ---- *)
Fixpoint prime_logs (fuel : nat) (p n : Z) : exponents :=
  match fuel with
  | O => [(Of FLn (Int n), 1%Q)]
  | S k => if (n <=? 1)%Z then [] else if (n <? p * p)%Z then [(Of FLn (Int n), 1%Q)]
      else if (n mod p =? 0)%Z then joined_one (Of FLn (Int p), 1%Q) (prime_logs k p (n / p)) else prime_logs k (p + 1) n
  end.
Lemma sin_Z v k : sin (v + 2 * IZR k * PI) = sin v.
Proof.
  destruct k as [|k|k].
  - f_equal. ring.
  - rewrite <- (positive_nat_Z k), <- INR_IZR_INZ. apply sin_period.
  - replace (IZR (Zneg k)) with (- INR (Pos.to_nat k)) by (rewrite INR_IZR_INZ, positive_nat_Z, <- opp_IZR; reflexivity).
    rewrite <- (sin_period (v + 2 * - INR (Pos.to_nat k) * PI) (Pos.to_nat k)). f_equal. ring.
Qed.
Lemma minus_one_is : Q2R (-1) = -1. Proof. unfold Q2R. simpl. field. Qed.
Lemma one_is : Q2R 1 = 1. Proof. unfold Q2R. simpl. field. Qed.
Lemma prime_logs_is fuel : forall p n, (0 < p)%Z -> (0 < n)%Z -> sum_of (prime_logs fuel p n) = ln (IZR n).
Proof.
  induction fuel as [|k IH]; intros p n P N; cbn [prime_logs].
  - cbn [sum_of fst snd real function]. rewrite one_is. ring.
  - destruct (n <=? 1)%Z eqn:E1; [apply Z.leb_le in E1; replace n with 1%Z by lia; rewrite ln_1; reflexivity|].
    destruct (n <? p * p)%Z; [cbn [sum_of fst snd real function]; rewrite one_is; ring|].
    destruct (n mod p =? 0)%Z eqn:E2; [|apply IH; lia]. apply Z.eqb_eq in E2.
    assert (E : n = (p * (n / p))%Z) by (apply Z.div_exact; lia). assert (0 < n / p)%Z by nia.
    rewrite joined_one_is, IH by assumption. cbn [fst snd real function]. rewrite one_is. rewrite E at 2.
    rewrite mult_IZR, ln_mult by (apply (IZR_lt 0); assumption). ring.
Qed.
Definition logs (c : Q) : exponents := joined (prime_logs 200 2 (Qnum c)) (multiple (-1) (prime_logs 200 2 (Zpos (Qden c)))).
Definition more_than_0 (c : Q) := (0 <? Qnum c)%Z.
Lemma logs_is c : more_than_0 c = true -> exp (sum_of (logs c)) = Q2R c.
Proof.
  unfold more_than_0. intros E. apply Z.ltb_lt in E. unfold logs. rewrite joined_is, multiple_is, !prime_logs_is by lia.
  rewrite exp_plus, exp_ln by (apply (IZR_lt 0), E). rewrite minus_one_is. unfold Q2R. f_equal.
  replace (-1 * ln (IZR (Zpos (Qden c)))) with (- ln (IZR (Zpos (Qden c)))) by ring.
  rewrite exp_Ropp, exp_ln by (apply (IZR_lt 0); reflexivity). reflexivity.
Qed.
Lemma more_is c : more_than_0 c = true -> 0 < Q2R c. Proof. intros E. rewrite <- (logs_is c E). apply exp_pos. Qed.

(* ---- what is plainly positive ---- *)
Fixpoint plainly_positive (t : term) : bool :=
  match t with
  | Int n => (0 <? n)%Z | Pi => true
  | Plus a b | Times a b => (plainly_positive a && plainly_positive b)%bool
  | Inverse a | Power a _ => plainly_positive a
  | Of FExp _ => true | Of FSqrt a | Of FAtan a => plainly_positive a
  | _ => false
  end.
Lemma plainly_positive_is t : plainly_positive t = true -> 0 < real t.
Proof.
  induction t; cbn [plainly_positive real]; intros E; try discriminate E; try (apply andb_prop in E; destruct E as [A B]; specialize (IHt1 A); specialize (IHt2 B)).
  - apply (IZR_lt 0), Z.ltb_lt, E.
  - exact PI_RGT_0.
  - lra.
  - apply Rmult_lt_0_compat; assumption.
  - apply Rinv_0_lt_compat, IHt, E.
  - apply pow_lt, IHt, E.
  - destruct h; try discriminate E; cbn [function]; [apply sqrt_lt_R0, IHt, E | apply exp_pos | rewrite <- atan_0; apply atan_increasing, IHt, E].
Qed.

(* ---- back to terms ---- *)
Definition rational_term (q : Q) : term := match Qden q with xH => Int (Qnum q) | d => Times (Int (Qnum q)) (Inverse (Int (Zpos d))) end.
Lemma rational_term_is q : real (rational_term q) = Q2R q.
Proof. destruct q as [n [d|d|]]; unfold rational_term, Q2R; simpl; try reflexivity. field. Qed.
Definition is_1 (q : Q) := ((Qnum q =? 1)%Z && (Qden q =? 1)%positive)%bool.
Lemma is_one_is q : is_1 q = true -> Q2R q = 1.
Proof. intros E. apply andb_prop in E. destruct E as [A B]. apply Z.eqb_eq in A. apply Pos.eqb_eq in B. unfold Q2R. rewrite A, B. field. Qed.
Definition factor_term (p : term * Q) : term :=
  match p with
  | (Of FLn u, q) => if (is_1 q && plainly_positive u)%bool then u else Of FExp (Times (rational_term q) (Of FLn u))
  | (t, q) => Of FExp (Times (rational_term q) t)
  end.
Lemma factor_term_is p : real (factor_term p) = exp (Q2R (snd p) * real (fst p)).
Proof.
  destruct p as [t q]. cbn [fst snd].
  assert (G : real (Of FExp (Times (rational_term q) t)) = exp (Q2R q * real t)) by (cbn [real function]; rewrite rational_term_is; reflexivity).
  destruct t as [| | | | | | |[] u]; try exact G. cbn [factor_term]. destruct (is_1 q) eqn:E; [|exact G]. destruct (plainly_positive u) eqn:P; [|exact G].
  cbn [andb real function]. rewrite (is_one_is q E), Rmult_1_l, exp_ln by (apply plainly_positive_is, P). reflexivity.
Qed.
Fixpoint factor_terms (t : term) (l : exponents) : term := match l with [] => t | p :: l' => Times (factor_term p) (factor_terms t l') end.
Lemma factor_terms_is t l : real (factor_terms t l) = real t * exp (sum_of l).
Proof. induction l as [|p l IH]; cbn [factor_terms real sum_of]; [rewrite exp_0; ring|]. rewrite IH, factor_term_is, exp_plus. ring. Qed.
Definition term1 (m : monomial) : term := factor_terms (rational_term (fst m)) (snd m).
Fixpoint term_of_form (f : form) : term := match f with [] => Int 0 | [m] => term1 m | m :: f' => Plus (term1 m) (term_of_form f') end.
Lemma term1_is m : real (term1 m) = monomial_value m. Proof. unfold term1, monomial_value. rewrite factor_terms_is, rational_term_is. reflexivity. Qed.
Lemma term_of_form_is f : real (term_of_form f) = form_value f.
Proof.
  induction f as [|m f IH]; [reflexivity|]. cbn [form_value]. destruct f as [|m' f]; [cbn [term_of_form form_value]; rewrite term1_is; ring|].
  change (real (Plus (term1 m) (term_of_form (m' :: f))) = monomial_value m + form_value (m' :: f)). cbn [real]. rewrite term1_is, IH. reflexivity.
Qed.

(* ---- what is positive, or negative, by bounds ---- *)
Definition coarse := Eval vm_compute in (2 ^ 60)%Z.
Definition fine_unit := Eval vm_compute in (2 ^ 120)%Z.
Definition sign_of_term (t : term) : comparison :=
  if plainly_positive t then Gt else match sign_in coarse 10 18 t with Eq => sign_in fine_unit 25 40 t | c => c end.
Lemma sign_of_term_is t : match sign_of_term t with Gt => 0 < real t | Lt => real t < 0 | Eq => True end.
Proof.
  unfold sign_of_term. destruct (plainly_positive t) eqn:P; [exact (plainly_positive_is t P)|].
  assert (A := sign_holds coarse 10 18 eq_refl t). assert (B := sign_holds fine_unit 25 40 eq_refl t). destruct (sign_in coarse 10 18 t); assumption.
Qed.
Definition atom (t : term) : option form :=
  match sign_of_term t with Gt => Some [(1, [(Of FLn t, 1)])]%Q | Lt => Some [(-1, [(Of FLn (Minus t), 1)])]%Q | Eq => None end.
Lemma atom_is t f : atom t = Some f -> real t = form_value f.
Proof.
  unfold atom. assert (A := sign_of_term_is t). destruct (sign_of_term t); [discriminate| |]; intros [= <-]; cbn [form_value]; unfold monomial_value; cbn [fst snd sum_of real function].
  - replace (Q2R (-1)) with (- Q2R 1) by (rewrite <- Q2R_opp; reflexivity). rewrite one_is. rewrite !Rplus_0_r, !Rmult_1_l, exp_ln by lra. ring.
  - rewrite one_is. rewrite !Rplus_0_r, !Rmult_1_l, exp_ln by exact A. ring.
Qed.
(* A form that is no monomial is one of its terms, the least in an order that products keep, times a factor exp(ln u). *)
Definition is_less (k l : exponents) : bool := match joined k (multiple (-1) l) with (_, q) :: _ => (Qnum q <? 0)%Z | [] => false end.
Fixpoint least (m : monomial) (f : form) : monomial := match f with [] => m | n :: f' => least (if is_less (snd n) (snd m) then n else m) f' end.
Definition as_monomial (f : form) : option monomial :=
  match f with
  | [] => None
  | [m] => if is_nil (fst m) then None else Some m
  | m :: f' => let (c, l) := least m f' in if is_nil c then None else
      let g := times_one (/ c, multiple (-1) l)%Q f in
      match sign_of_term (term_of_form g) with
      | Gt => Some (c, joined_one (Of FLn (term_of_form g), 1) l)%Q
      | Lt => Some (- c, joined_one (Of FLn (term_of_form (scaled (-1) g)), 1) l)%Q | Eq => None end
  end.
Lemma not_nil q : is_nil q = false -> ~ (q == 0)%Q.
Proof. unfold is_nil, Qeq. simpl. intros E. apply Z.eqb_neq in E. lia. Qed.
Lemma not_nil_is q : is_nil q = false -> Q2R q <> 0.
Proof. intros E K. apply (not_nil q E). apply eqR_Qeq. rewrite K. unfold Q2R. simpl. ring. Qed.
Lemma as_monomial_is f m : as_monomial f = Some m -> form_value f = monomial_value m /\ Q2R (fst m) <> 0.
Proof.
  destruct f as [|m0 [|m1 f]]; [discriminate | |].
  - cbn [as_monomial]. destruct m0 as [c l]. cbn [fst]. destruct (is_nil c) eqn:N; [discriminate|]. intros [= <-]. split; [cbn [form_value]; ring | exact (not_nil_is c N)].
  - cbn [as_monomial]. destruct (least m0 (m1 :: f)) as [c l]. set (h := m0 :: m1 :: f). destruct (is_nil c) eqn:N; [discriminate|]. assert (C := not_nil_is c N). cbv zeta.
    set (g := times_one (/ c, multiple (-1) l)%Q h). assert (V : form_value g = / Q2R c * / exp (sum_of l) * form_value h).
    { unfold g. rewrite times_one_is. unfold monomial_value. cbn [fst snd]. rewrite Q2R_inv, multiple_is, minus_one_is by exact (not_nil c N).
      replace (-1 * sum_of l) with (- sum_of l) by ring. rewrite exp_Ropp. ring. }
    assert (W : form_value h = Q2R c * (form_value g * exp (sum_of l))) by (rewrite V; field; split; [apply Rgt_not_eq, exp_pos | exact C]).
    assert (S := sign_of_term_is (term_of_form g)). rewrite term_of_form_is in S. clearbody g h.
    destruct (sign_of_term _); [discriminate| |]; intros K; apply some_is in K; rewrite <- K; clear K; rewrite W; unfold monomial_value; cbn [fst snd];
      rewrite joined_one_is, exp_plus; cbn [fst snd real function]; rewrite term_of_form_is, ?scaled_is, ?minus_one_is, ?Q2R_opp, one_is, !Rmult_1_l, exp_ln by lra.
    + split; [ring | lra].
    + split; [ring | exact C].
Qed.
(* Its logarithm, where it is positive. *)
Definition exponents_of (f : form) : option exponents :=
  match as_monomial f with Some (c, l) => if more_than_0 c then Some (joined (logs c) l) else None | None => None end.
Lemma exponents_of_is f l : exponents_of f = Some l -> form_value f = exp (sum_of l).
Proof.
  unfold exponents_of. destruct (as_monomial f) as [[c k]|] eqn:E; [|discriminate]. destruct (more_than_0 c) eqn:P; [|discriminate]. intros [= <-].
  apply as_monomial_is in E. rewrite (proj1 E), joined_is, exp_plus, logs_is by exact P. reflexivity.
Qed.
Definition constant (q : Q) : form := if is_nil q then [] else [(Qred q, [])].
Lemma constant_is q : form_value (constant q) = Q2R q.
Proof.
  unfold constant. destruct (is_nil q) eqn:N; [rewrite (nil_is q N); reflexivity|]. cbn [form_value]. unfold monomial_value. cbn [fst snd sum_of]. rewrite exp_0, red_is. ring.
Qed.
(* exp of a form: of each of its terms c M the exponent c of M. *)
Definition exponent1 (m : monomial) : exponents :=
  match m with
  | (c, []) => [(Int 1, c)]
  | (c, [(Of FLn u, q)]) =>
      match is_1 q, sign_of_term u with
      | true, Gt => match u with Minus v => [(v, Qred (- c))] | _ => [(u, c)] end
      | _, _ => [(term1 (1%Q, snd m), c)] end
  | (c, l) => [(term1 (1%Q, l), c)]
  end.
Lemma exponent1_is m : sum_of (exponent1 m) = monomial_value m.
Proof.
  destruct m as [c l].
  assert (G : forall k, sum_of [(term1 (1%Q, k), c)] = monomial_value (c, k)).
  { intros k. cbn [sum_of fst snd]. rewrite term1_is. unfold monomial_value. cbn [fst snd]. rewrite one_is. ring. }
  destruct l as [|[t q] [|p l]].
  - cbn [exponent1 sum_of fst snd real]. unfold monomial_value. cbn [fst snd sum_of]. rewrite exp_0. ring.
  - destruct t as [| | | | | | |[] u]; try apply G. cbn [exponent1 snd]. destruct (is_1 q) eqn:E; [|apply G]. assert (S := sign_of_term_is u).
    destruct (sign_of_term u); try apply G. apply is_one_is in E.
    assert (V : monomial_value (c, [(Of FLn u, q)]) = Q2R c * real u).
    { unfold monomial_value. cbn [fst snd sum_of real function]. rewrite E, Rmult_1_l, Rplus_0_r, exp_ln by exact S. reflexivity. }
    refine (eq_trans _ (eq_sym V)). destruct u; try (cbn [sum_of fst snd]; ring). cbn [sum_of fst snd real]. rewrite red_is, Q2R_opp. ring.
  - destruct t as [| | | | | | |[] u]; apply G.
Qed.
Fixpoint exponents_sum (f : form) : exponents := match f with [] => [] | m :: f' => joined (exponent1 m) (exponents_sum f') end.
Lemma exponents_sum_is f : sum_of (exponents_sum f) = form_value f.
Proof. induction f as [|m f IH]; [reflexivity|]. cbn [exponents_sum form_value]. rewrite joined_is, exponent1_is, IH. reflexivity. Qed.
Definition is_rational (f : form) : option Q := match f with [] => Some 0%Q | [(c, [])] => Some c | _ => None end.
Lemma is_rational_is f q : is_rational f = Some q -> form_value f = Q2R q.
Proof.
  destruct f as [|[c [|]] [|]]; try discriminate; intros [= <-]; [unfold Q2R; simpl; ring|]. cbn [form_value]. unfold monomial_value. cbn [fst snd sum_of]. rewrite exp_0. ring.
Qed.
Definition falling (f : form) := match f with (c, _) :: _ => (Qnum c <? 0)%Z | [] => false end.

(* ---- the form of a term ---- *)
Definition odd_form h (f : form) : option form :=
  match f with [] => Some [] | _ =>
    if falling f then option_map (scaled (-1)) (atom (Of h (term_of_form (scaled (-1) f)))) else atom (Of h (term_of_form f)) end.
Definition even_form (f : form) : option form :=
  match f with [] => Some (constant 1) | _ => atom (Of FCos (term_of_form (if falling f then scaled (-1) f else f))) end.
(* sin at multiples of PI: by whole turns between 0 and 2 PI, then between 0 and PI/2. *)
Definition turns_of (f : form) : option Q :=
  match f with [] => Some 0%Q | [(c, [(Of FLn Pi, q)])] => if is_1 q then Some c else None | _ => None end.
Definition sin_known (q : Q) : option form :=
  if Qeq_bool q 0 then Some [] else if Qeq_bool q (1 # 6) then Some [(1 # 2, [])]%Q
  else if Qeq_bool q (1 # 4) then Some [(1 # 2, [(Of FLn (Int 2), 1 # 2)])]%Q else if Qeq_bool q (1 # 3) then Some [(1 # 2, [(Of FLn (Int 3), 1 # 2)])]%Q
  else if Qeq_bool q (1 # 2) then Some (constant 1) else None.
Definition sin_half (q : Q) : option form := if Qle_bool q (1 # 2) then sin_known q else sin_known (1 - q)%Q.
Definition sin_turns (q : Q) : option form :=
  let r := (q - 2 * inject_Z (Qfloor (q * (1 # 2))))%Q in
  if Qle_bool r 1 then sin_half r else option_map (scaled (-1)) (sin_half (r - 1)%Q).
Lemma turns_of_is f q : turns_of f = Some q -> form_value f = Q2R q * PI.
Proof.
  destruct f as [|[c l] f]; [intros [= <-]; unfold Q2R; simpl; ring|]. destruct l as [|[t r] [|]]; try discriminate. 
  - destruct t as [| | | | | | |[] []]; try discriminate. destruct f; [|discriminate]. cbn [turns_of]. destruct (is_1 r) eqn:E; [|discriminate]. intros [= <-].
    cbn [form_value]. unfold monomial_value. cbn [fst snd sum_of real function]. rewrite (is_one_is r E), Rmult_1_l, !Rplus_0_r, exp_ln by exact PI_RGT_0. reflexivity.
  - destruct t as [| | | | | | |[] []]; discriminate.
Qed.
Lemma root_of n : 0 < n -> exp (1 / 2 * ln n) = sqrt n. Proof. intros H. rewrite <- Rpower_sqrt by exact H. unfold Rpower. f_equal. f_equal. lra. Qed.
Lemma half_is : Q2R (1 # 2) = 1 / 2. Proof. unfold Q2R. simpl. field. Qed.
Lemma sin_known_is q f : sin_known q = Some f -> sin (Q2R q * PI) = form_value f.
Proof.
  assert (V : forall p, Qeq_bool q p = true -> Q2R q = Q2R p) by (intros p E; apply Qeq_eqR, Qeq_bool_iff, E).
  assert (H3 : sqrt 3 <> 0) by (apply Rgt_not_eq, sqrt_lt_R0; lra). assert (R2 := sqrt_sqrt 2 ltac:(lra)). assert (H2 : sqrt 2 <> 0) by (apply Rgt_not_eq, sqrt_lt_R0; lra).
  unfold sin_known. destruct (Qeq_bool q 0) eqn:E0; [intros [= <-]; rewrite (V _ E0); unfold Q2R; simpl; rewrite !Rmult_0_l; apply sin_0|].
  destruct (Qeq_bool q (1 # 6)) eqn:E1.
  { intros [= <-]. rewrite (V _ E1). cbn [form_value]. unfold monomial_value. cbn [fst snd sum_of]. rewrite exp_0, half_is. replace (Q2R (1 # 6) * PI) with (PI / 6) by (unfold Q2R; simpl; field). rewrite sin_PI6. field. }
  destruct (Qeq_bool q (1 # 4)) eqn:E2.
  { intros [= <-]. rewrite (V _ E2). cbn [form_value]. unfold monomial_value. cbn [fst snd sum_of real function]. rewrite half_is, !Rplus_0_r, root_of by lra. replace (Q2R (1 # 4) * PI) with (PI / 4) by (unfold Q2R; simpl; field). rewrite sin_PI4.
    apply (Rmult_eq_reg_r (sqrt 2)); [|exact H2]. rewrite Rmult_assoc, R2. field. exact H2. }
  destruct (Qeq_bool q (1 # 3)) eqn:E3.
  { intros [= <-]. rewrite (V _ E3). cbn [form_value]. unfold monomial_value. cbn [fst snd sum_of real function]. rewrite half_is, !Rplus_0_r, root_of by lra. replace (Q2R (1 # 3) * PI) with (PI / 3) by (unfold Q2R; simpl; field). rewrite sin_PI3. field. }
  destruct (Qeq_bool q (1 # 2)) eqn:E4; [|discriminate].
  intros [= <-]. rewrite (V _ E4), constant_is, one_is. replace (Q2R (1 # 2) * PI) with (PI / 2) by (rewrite half_is; field). apply sin_PI2.
Qed.
Lemma sin_half_is q f : sin_half q = Some f -> sin (Q2R q * PI) = form_value f.
Proof.
  unfold sin_half. destruct (Qle_bool q (1 # 2)); intros E; apply sin_known_is in E; [exact E|]. rewrite <- E, Q2R_minus, one_is, <- sin_PI_x. f_equal. ring.
Qed.
Lemma sin_turns_is q f : sin_turns q = Some f -> sin (Q2R q * PI) = form_value f.
Proof.
  unfold sin_turns. set (k := Qfloor (q * (1 # 2))). set (r := (q - 2 * inject_Z k)%Q). cbv zeta.
  assert (V : Q2R q * PI = Q2R r * PI + 2 * IZR k * PI).
  { unfold r. rewrite Q2R_minus, Q2R_mult, inject_is. replace (Q2R 2) with 2 by (unfold Q2R; simpl; field). ring. }
  rewrite V, sin_Z. destruct (Qle_bool r 1); [apply sin_half_is|]. destruct (sin_half (r - 1)) as [g|] eqn:E; [|discriminate]. intros [= <-].
  apply sin_half_is in E. rewrite scaled_is, minus_one_is, <- E, Q2R_minus, one_is. replace (Q2R r * PI) with ((Q2R r - 1) * PI + PI) by ring. rewrite neg_sin. ring.
Qed.
Definition power_form (q : Q) (f : form) : option form := match exponents_of f with Some l => Some [settled (multiple q l)] | None => None end.
Fixpoint form_power (f : form) n : form := match n with O => constant 1 | S m => product_of f (form_power f m) end.
Fixpoint form_of (fuel : nat) (t : term) : option form :=
  match fuel with O => None | S k =>
  let log_form := fix log_form (l : exponents) : option form :=
    match l with
    | [] => Some []
    | (u, q) :: l' => match (match u with Of FLn _ => atom u | _ => form_of k u end), log_form l' with
      | Some f, Some g => Some (added (scaled q f) g) | _, _ => None end
    end in
  match t with
  | Int n => Some (constant (inject_Z n)) | Pi => atom Pi
  | Plus a b => match form_of k a, form_of k b with Some f, Some g => Some (added f g) | _, _ => None end
  | Minus a => option_map (scaled (-1)) (form_of k a)
  | Times a b => match form_of k a, form_of k b with Some f, Some g => Some (product_of f g) | _, _ => None end
  | Power a n => match form_of k a with Some f => Some (form_power f n) | None => None end
  | Inverse a => match form_of k a with
    | Some f => match as_monomial f with Some (c, l) => Some [scaled1 (/ c) (settled (multiple (-1) l))] | None => None end | None => None end
  | Of FSqrt a => match form_of k a with Some [] => Some [] | Some f => power_form (1 # 2) f | None => None end
  | Of FExp (Times b (Of FLn a)) => match form_of k b, form_of k a with
    | Some f, Some g => match is_rational f with
      | Some q => power_form q g
      | None => match exponents_of g with
        | Some l => match log_form l with Some h => Some [settled (exponents_sum (product_of f h))] | None => None end | None => None end end
    | _, _ => None end
  | Of FExp a => match form_of k a with Some f => Some [settled (exponents_sum f)] | None => None end
  | Of FLn a => match form_of k a with Some f => match exponents_of f with Some l => log_form l | None => None end | None => None end
  | Of FCos (Of FAtan a) => form_of k (Inverse (Of FSqrt (Plus (Int 1) (Times a a))))
  | Of FSin (Of FAtan a) => form_of k (Times a (Inverse (Of FSqrt (Plus (Int 1) (Times a a)))))
  | Of FCos a => match form_of k a with
    | Some f => match turns_of f with Some q => sin_turns (q + (1 # 2))%Q | None => even_form f end | None => None end
  | Of FSin a => match form_of k a with
    | Some f => match turns_of f with Some q => sin_turns q | None => odd_form FSin f end | None => None end
  | Of FAtan (Int 1) => option_map (scaled (1 # 4)) (atom Pi)
  | Of FAtan a => match form_of k a with Some f => odd_form FAtan f | None => None end
  end end.
Lemma odd_form_is h f g : match h with FSin | FAtan => True | _ => False end -> odd_form h f = Some g -> function h (form_value f) = form_value g.
Proof.
  intros H. assert (O : forall x, function h (- x) = - function h x) by (destruct h; try contradiction; [apply sin_neg | apply atan_opp]).
  assert (Z : function h 0 = 0) by (destruct h; try contradiction; [apply sin_0 | apply atan_0]).
  unfold odd_form. destruct f as [|m f]; [intros [= <-]; exact Z|]. set (e := m :: f). destruct (falling e).
  - destruct (atom _) as [a|] eqn:E; [|discriminate]. intros [= <-]. apply atom_is in E. cbn [real] in E.
    rewrite term_of_form_is, scaled_is, minus_one_is in E. rewrite scaled_is, minus_one_is, <- E. replace (-1 * form_value e) with (- form_value e) by ring. rewrite O. ring.
  - intros E. apply atom_is in E. cbn [real] in E. rewrite term_of_form_is in E. exact E.
Qed.
Lemma even_form_is f g : even_form f = Some g -> cos (form_value f) = form_value g.
Proof.
  unfold even_form. destruct f as [|m f]; [intros [= <-]; rewrite constant_is, one_is; apply cos_0|]. set (e := m :: f). intros E. apply atom_is in E.
  cbn [real function] in E. rewrite term_of_form_is in E. rewrite <- E. destruct (falling e); [|reflexivity].
  rewrite scaled_is, minus_one_is. replace (-1 * form_value e) with (- form_value e) by ring. symmetry. apply cos_neg.
Qed.
Lemma power_form_is q f g : power_form q f = Some g -> 0 < form_value f /\ exp (Q2R q * ln (form_value f)) = form_value g.
Proof.
  unfold power_form. destruct (exponents_of f) as [l|] eqn:E; [|discriminate]. intros [= <-]. apply exponents_of_is in E. rewrite E.
  split; [apply exp_pos|]. cbn [form_value]. rewrite settled_is, multiple_is, ln_exp. ring.
Qed.
Theorem form_of_is fuel : forall t f, form_of fuel t = Some f -> real t = form_value f.
Proof.
  induction fuel as [|k IH]; [discriminate|]. intros t f. cbn [form_of].
  set (log_form := fix log_form (l : exponents) : option form := match l with [] => Some [] | _ => _ end).
  assert (L : forall l g, log_form l = Some g -> sum_of l = form_value g).
  { induction l as [|[u q] l IHl]; intros g; cbn [log_form].
    - intros [= <-]. reflexivity.
    - fold log_form. destruct (match u with Of FLn _ => atom u | _ => form_of k u end) as [a|] eqn:E; [|discriminate].
      destruct (log_form l) as [b|]; [|discriminate]. intros [= <-]. rewrite added_is, scaled_is. cbn [sum_of fst snd]. rewrite (IHl b eq_refl).
      assert (A : real u = form_value a). { destruct u as [| | | | | | |[] u]; try exact (IH _ _ E). exact (atom_is _ _ E). } rewrite A. reflexivity. }
  clearbody log_form. destruct t as [n| |a b|a|a b|a|a n|h a]; cbn [real].
  - intros [= <-]. rewrite constant_is, inject_is. reflexivity.
  - exact (atom_is Pi f).
  - destruct (form_of k a) as [u|] eqn:A; [|discriminate]. destruct (form_of k b) as [v|] eqn:B; [|discriminate]. intros [= <-].
    rewrite added_is, (IH _ _ A), (IH _ _ B). reflexivity.
  - destruct (form_of k a) as [u|] eqn:A; [|discriminate]. intros [= <-]. rewrite scaled_is, minus_one_is, (IH _ _ A). ring.
  - destruct (form_of k a) as [u|] eqn:A; [|discriminate]. destruct (form_of k b) as [v|] eqn:B; [|discriminate]. intros [= <-].
    rewrite product_is, (IH _ _ A), (IH _ _ B). reflexivity.
  - destruct (form_of k a) as [u|] eqn:A; [|discriminate]. destruct (as_monomial u) as [[c l]|] eqn:M; [|discriminate]. intros [= <-].
    apply as_monomial_is in M. destruct M as [M N]. cbn [form_value]. rewrite (IH _ _ A), M, scaled1_is, settled_is, multiple_is, minus_one_is. unfold monomial_value. cbn [fst snd] in *.
    rewrite Q2R_inv by (intros K; apply N; apply Qeq_eqR in K; rewrite K; unfold Q2R; simpl; ring).
    replace (-1 * sum_of l) with (- sum_of l) by ring. rewrite exp_Ropp. field. split; [apply Rgt_not_eq, exp_pos | exact N].
  - destruct (form_of k a) as [u|] eqn:A; [|discriminate]. intros [= <-]. rewrite (IH _ _ A). induction n as [|n IHn]; cbn [pow form_power].
    + rewrite constant_is. symmetry. apply one_is.
    + rewrite product_is, <- IHn. reflexivity.
  - destruct h.
    + destruct (form_of k a) as [u|] eqn:A; [|discriminate]. destruct u as [|m u].
      * intros [= <-]. cbn [function]. rewrite (IH _ _ A). apply sqrt_0.
      * intros E. apply power_form_is in E. destruct E as [P E]. cbn [function]. rewrite (IH _ _ A), <- E, <- Rpower_sqrt by exact P. unfold Rpower. f_equal. f_equal. unfold Q2R. simpl. field.
    + assert (G : match form_of k a with Some f => Some [settled (exponents_sum f)] | None => None end = Some f -> exp (real a) = form_value f).
      { destruct (form_of k a) as [u|] eqn:A; [|discriminate]. intros [= <-]. cbn [form_value]. rewrite settled_is, exponents_sum_is, (IH _ _ A). ring. }
      destruct a as [| | | |b c| | |]; try exact G. destruct c as [| | | | | | |[] c]; try exact G. clear G. cbn [function real].
      destruct (form_of k b) as [u|] eqn:A; [|discriminate]. destruct (form_of k c) as [v|] eqn:B; [|discriminate]. rewrite (IH _ _ A), (IH _ _ B).
      destruct (is_rational u) as [q|] eqn:R0.
      * intros E. apply power_form_is in E. rewrite (is_rational_is _ _ R0). apply E.
      * destruct (exponents_of v) as [l|] eqn:E; [|discriminate]. destruct (log_form l) as [w|] eqn:F; [|discriminate]. intros [= <-].
        apply exponents_of_is in E. cbn [form_value]. rewrite settled_is, exponents_sum_is, product_is, E, ln_exp, (L _ _ F). ring.
    + destruct (form_of k a) as [u|] eqn:A; [|discriminate]. destruct (exponents_of u) as [l|] eqn:E; [|discriminate]. intros F.
      apply exponents_of_is in E. cbn [function]. rewrite (IH _ _ A), E, ln_exp. apply L, F.
    + assert (G : match form_of k a with Some f => match turns_of f with Some q => sin_turns q | None => odd_form FSin f end | None => None end = Some f -> sin (real a) = form_value f).
      { destruct (form_of k a) as [u|] eqn:A; [|discriminate]. rewrite (IH _ _ A). destruct (turns_of u) as [q|] eqn:T; [|apply odd_form_is; exact I].
        rewrite (turns_of_is _ _ T). apply sin_turns_is. }
      destruct a as [| | | | | | |[] a]; try exact G. intros E. apply IH in E. rewrite <- E. cbn [real function]. rewrite sin_atan. unfold Rsqr, Rdiv. ring.
    + assert (G : match form_of k a with Some f => match turns_of f with Some q => sin_turns (q + (1 # 2))%Q | None => even_form f end | None => None end = Some f -> cos (real a) = form_value f).
      { destruct (form_of k a) as [u|] eqn:A; [|discriminate]. rewrite (IH _ _ A). destruct (turns_of u) as [q|] eqn:T; [|apply even_form_is].
        intros E. apply sin_turns_is in E. rewrite <- E, (turns_of_is _ _ T), Q2R_plus, half_is, cos_sin. f_equal. field. }
      destruct a as [| | | | | | |[] a]; try exact G. intros E. apply IH in E. rewrite <- E. cbn [real function]. rewrite cos_atan. unfold Rsqr, Rdiv. ring.
    + assert (G : match form_of k a with Some f => odd_form FAtan f | None => None end = Some f -> atan (real a) = form_value f).
      { destruct (form_of k a) as [u|] eqn:A; [|discriminate]. rewrite (IH _ _ A). apply odd_form_is. exact I. }
      destruct a as [[|[p|p|]|p]| | | | | | |]; try exact G. unfold option_map. destruct (atom Pi) as [u|] eqn:A; [|discriminate]. intros [= <-].
      apply atom_is in A. rewrite scaled_is, <- A. cbn [real function]. rewrite atan_1. unfold Q2R. simpl. field.
Qed.

(* ---- equal numbers ---- *)
(* Whole powers of a sum are multiplied out. *)
Definition exponent_if (t : term) (q : Q) : exponents := if is_nil q then [] else [(t, q)].
Fixpoint opened (l : exponents) : form :=
  match l with
  | [] => constant 1
  | (t, q) :: l' =>
      let as_it_is := times_one (1%Q, [(t, q)]) (opened l') in
      match t with
      | Of FLn (Plus a b) => let n := Qfloor q in
          if (0 <? n)%Z then match sign_of_term (Plus a b), form_of 60 (Plus a b) with
            | Gt, Some f => product_of (form_power f (Z.to_nat n)) (times_one (1%Q, exponent_if t (Qred (q - inject_Z n))) (opened l'))
            | _, _ => as_it_is end
          else as_it_is
      | _ => as_it_is
      end
  end.
Fixpoint opened_form (f : form) : form := match f with [] => [] | (c, l) :: f' => added (scaled c (opened l)) (opened_form f') end.
Fixpoint below_1 (l : exponents) : option (term * Z) :=
  match l with
  | [] => None
  | (Of FLn (Plus a b), q) :: l' => if (Qnum q <? 0)%Z then Some (Of FLn (Plus a b), (- Qfloor q)%Z) else below_1 l'
  | _ :: l' => below_1 l'
  end.
Fixpoint below (f : form) : option (term * Z) := match f with [] => None | (_, l) :: f' => match below_1 l with Some p => Some p | None => below f' end end.
(* Sums in denominators are multiplied with, one after the other. *)
Fixpoint vanishing (fuel : nat) (f : form) : bool :=
  match f with [] => true | _ => match fuel with O => false | S k =>
    match below f with
    | Some (t, n) => vanishing k (opened_form (times_one (1%Q, [(t, inject_Z n)]) f))
    | None => match opened_form f with [] => true | _ => false end end end end.
Definition vanishes (t : term) : bool := match form_of 60 t with Some f => vanishing 12 f | None => false end.
Lemma form_power_is f n : form_value (form_power f n) = form_value f ^ n.
Proof. induction n; cbn [form_power pow]; [rewrite constant_is; apply one_is|]. rewrite product_is, IHn. reflexivity. Qed.
Lemma monomial_one l : monomial_value (1%Q, l) = exp (sum_of l). Proof. unfold monomial_value. cbn [fst snd]. rewrite one_is. ring. Qed.
Lemma exponent_is t q : sum_of (exponent_if t q) = Q2R q * real t.
Proof. unfold exponent_if. destruct (is_nil q) eqn:N; cbn [sum_of fst snd]; [rewrite (nil_is q N); ring | ring]. Qed.
Lemma opened_is l : form_value (opened l) = exp (sum_of l).
Proof.
  induction l as [|[t q] l IH]; [cbn [opened sum_of]; rewrite constant_is, exp_0; apply one_is|].
  assert (G : form_value (times_one (1%Q, [(t, q)]) (opened l)) = exp (sum_of ((t, q) :: l))).
  { rewrite times_one_is, monomial_one, IH. cbn [sum_of fst snd]. rewrite Rplus_0_r, exp_plus. reflexivity. }
  destruct t as [| | | | | | |[] u]; try exact G. destruct u as [| |a b| | | | |]; try exact G. cbn [opened]. set (u := Plus a b) in *. cbv zeta.
  destruct (0 <? Qfloor q)%Z eqn:N; [|exact G]. assert (S := sign_of_term_is u). destruct (sign_of_term u); try exact G.
  destruct (form_of 60 u) as [f|] eqn:F; [|exact G]. apply form_of_is in F. apply Z.ltb_lt in N.
  rewrite product_is, times_one_is, form_power_is, monomial_one, exponent_is, IH, red_is, Q2R_minus, inject_is, <- F. cbn [sum_of fst snd real function]. change (real a + real b) with (real u).
  assert (P : real u ^ Z.to_nat (Qfloor q) = exp (IZR (Qfloor q) * ln (real u))).
  { rewrite <- (Z2Nat.id (Qfloor q)) at 2 by lia. rewrite <- INR_IZR_INZ. generalize (Z.to_nat (Qfloor q)). intros m.
    induction m; [simpl; rewrite Rmult_0_l, exp_0; reflexivity|]. rewrite S_INR, Rmult_plus_distr_r, Rmult_1_l, exp_plus, exp_ln by exact S. rewrite <- IHm. simpl. ring. }
  rewrite P, <- !exp_plus. f_equal. ring.
Qed.
Lemma opened_form_is f : form_value (opened_form f) = form_value f.
Proof. induction f as [|[c l] f IH]; [reflexivity|]. cbn [opened_form form_value]. rewrite added_is, scaled_is, opened_is, IH. reflexivity. Qed.
Lemma vanishing_is fuel : forall f, vanishing fuel f = true -> form_value f = 0.
Proof.
  induction fuel as [|k IH]; intros f; (destruct f as [|m f]; [reflexivity|]); [discriminate|]. cbn [vanishing]. set (g := m :: f).
  destruct (below g) as [[t n]|].
  - intros E. apply IH in E. rewrite opened_form_is, times_one_is, monomial_one in E. apply Rmult_integral in E. destruct E as [E | E]; [|exact E].
    assert (P := exp_pos (sum_of [(t, inject_Z n)])). lra.
  - rewrite <- (opened_form_is g). destruct (opened_form g); [reflexivity | discriminate].
Qed.
Theorem equal_by_form a b t : real t = a - b -> vanishes t = true -> a = b.
Proof.
  unfold vanishes. intros E. destruct (form_of 60 t) as [f|] eqn:F; [|discriminate]. intros V. apply vanishing_is in V. apply form_of_is in F. lra.
Qed.
Ltac equal_forms := lazymatch goal with |- ?a = ?b =>
  let d := term_of (a - b) in let v := eval vm_compute in (vanishes d) in
  lazymatch v with true => apply (equal_by_form a b d); [reflexivity | vm_cast_no_check (eq_refl true)] end end.

(* ---- comparisons: the sign of the form, where bounds of the terms as they are written would take long ---- *)
Definition sign_by_form (t : term) : comparison := match form_of 60 t with Some f => sign_of_term (term_of_form (opened_form f)) | None => Eq end.
Lemma sign_by_form_is t : match sign_by_form t with Gt => 0 < real t | Lt => real t < 0 | Eq => True end.
Proof.
  unfold sign_by_form. destruct (form_of 60 t) as [f|] eqn:E; [|exact I]. rewrite (form_of_is _ _ _ E), <- opened_form_is, <- term_of_form_is. apply sign_of_term_is.
Qed.
Lemma less_by_form a b t : real t = b - a -> sign_by_form t = Gt -> a < b. Proof. intros E H. assert (K := sign_by_form_is t). rewrite H in K. lra. Qed.
Lemma more_by_form a b t : real t = b - a -> sign_by_form t = Lt -> b < a. Proof. intros E H. assert (K := sign_by_form_is t). rewrite H in K. lra. Qed.
Ltac by_form lemma d v := apply (lemma _ _ d); [reflexivity | vm_cast_no_check (eq_refl v)].
Ltac signed_by_form a b less more else_ := let d := term_of (b - a) in let v := eval vm_compute in (sign_by_form d) in
  lazymatch v with Gt => less d | Lt => more d | Eq => else_ tt end.
Ltac not_by_form d := fail.
Ltac is_less_by_form d := by_form less_by_form d Gt.
Ltac apart_by_form d := apply Rlt_not_eq; by_form less_by_form d Gt.
Ltac apart_back_by_form d := apply Rgt_not_eq; by_form more_by_form d Lt.
(* A comparison of two numbers that are different. *)
Ltac compared_forms := lazymatch goal with
  | |- ?a < ?b => signed_by_form a b is_less_by_form not_by_form ltac:(fun _ => bounded)
  | |- ?a > ?b => change (b < a); signed_by_form b a is_less_by_form not_by_form ltac:(fun _ => bounded)
  | |- ?a <= ?b => apply Rlt_le; signed_by_form a b is_less_by_form not_by_form ltac:(fun _ => bounded)
  | |- ?a >= ?b => apply Rle_ge, Rlt_le; signed_by_form b a is_less_by_form not_by_form ltac:(fun _ => bounded)
  | |- ?a <> ?b => signed_by_form a b apart_by_form apart_back_by_form ltac:(fun _ => bounded)
  end.
