(* Numbers in one form: arguments that are a + b PI with rational a and b, values of functions at these, square roots, powers of exp. *)
From Coq Require Import Reals ZArith QArith Qround Lra Lia Psatz Rpower.
From DiffCheck Require Import Statement Nearness Bounds Composition.
From DiffCheck Require Equations.
Open Scope R_scope.

(* ---- a + b PI: what arguments are, computed; equations between these are proved by lra ---- *)
Definition linear := option (Q * Q).
Definition is_null (q : Q) := Z.eqb (Qnum q) 0.
Definition linear_times (u v : linear) : linear :=
  match u, v with
  | Some (a, b), Some (c, d) => if is_null b then Some (Qred (a * c), Qred (a * d))%Q else if is_null d then Some (Qred (a * c), Qred (b * c))%Q else None
  | _, _ => None
  end.
Fixpoint linear_of (t : Bounds.term) : linear :=
  match t with
  | Int n => Some (inject_Z n, 0%Q) | Pi => Some (0%Q, 1%Q)
  | Plus a b => match linear_of a, linear_of b with Some (p, q), Some (r, s) => Some (Qred (p + r), Qred (q + s))%Q | _, _ => None end
  | Minus a => match linear_of a with Some (p, q) => Some (- p, - q)%Q | None => None end
  | Times a b => linear_times (linear_of a) (linear_of b)
  | Inverse a => match linear_of a with Some (p, q) => if (is_null q && negb (is_null p))%bool then Some (Qred (/ p), 0)%Q else None | None => None end
  | Power a n => match linear_of a with Some p => Nat.iter n (linear_times (Some p)) (Some (1, 0)%Q) | None => None end
  | Of _ _ => None
  end.
Ltac rational_text q := lazymatch q with
  | {| Qnum := ?p; Qden := 1%positive |} => constr:(IZR p) | {| Qnum := ?p; Qden := ?d |} => constr:(IZR p / IZR (Zpos d)) end.
Ltac equal_numbers := first [lra | (field; repeat split; lra)].
Ltac written_as r := let t := term_of r in let v := eval vm_compute in (linear_of t) in
  lazymatch v with
  | Some (?a, {| Qnum := 0%Z; Qden := _ |}) => rational_text a
  | Some ({| Qnum := 0%Z; Qden := _ |}, ?b) => let c := rational_text b in constr:(c * PI)
  end.
(* A number as it is written, or as its opposite if it is negative. *)
Ltac with_sign r positive negative := let v := written_as r in lazymatch v with
  | IZR (Zneg ?p) => negative constr:(IZR (Zpos p)) | IZR (Zneg ?p) / ?q => negative constr:(IZR (Zpos p) / q)
  | IZR (Zneg ?p) * PI => negative constr:(IZR (Zpos p) * PI) | IZR (Zneg ?p) / ?q * PI => negative constr:(IZR (Zpos p) / q * PI)
  | _ => tryif constr_eq r v then fail else positive v end.

(* ---- odd and even functions, and their values ---- *)
Lemma sinh_neg x : sinh (- x) = - sinh x. Proof. unfold sinh. rewrite Ropp_involutive. field. Qed.
Lemma cosh_neg x : cosh (- x) = cosh x. Proof. unfold cosh. rewrite Ropp_involutive. field. Qed.
Lemma tanh_neg x : tanh (- x) = - tanh x. Proof. unfold tanh. rewrite sinh_neg, cosh_neg. unfold Rdiv. ring. Qed.
Lemma odd_at (h : R -> R) u v : (forall x, h (- x) = - h x) -> u = - v -> h u = - h v. Proof. intros H ->. apply H. Qed.
Lemma even_at (h : R -> R) u v : (forall x, h (- x) = h x) -> u = - v -> h u = h v. Proof. intros H ->. apply H. Qed.
Lemma cos_Z v k : cos (v + 2 * IZR k * PI) = cos v.
Proof.
  destruct k as [|k|k].
  - f_equal. ring.
  - rewrite <- (positive_nat_Z k), <- INR_IZR_INZ. apply cos_period.
  - replace (IZR (Zneg k)) with (- INR (Pos.to_nat k)) by (rewrite INR_IZR_INZ, positive_nat_Z, <- opp_IZR; reflexivity).
    rewrite <- (cos_period (v + 2 * - INR (Pos.to_nat k) * PI) (Pos.to_nat k)). f_equal. ring.
Qed.
Notation sin_Z := Equations.sin_Z.
Lemma sin_turn k u v : u = v + 2 * IZR k * PI -> sin u = sin v. Proof. intros ->. apply sin_Z. Qed.
Lemma cos_turn k u v : u = v + 2 * IZR k * PI -> cos u = cos v. Proof. intros ->. apply cos_Z. Qed.
Lemma tan_is u : tan u = sin u / cos u. Proof. reflexivity. Qed.
Lemma sin_supplement u v : u = PI - v -> sin u = sin v. Proof. intros ->. rewrite <- sin_PI_x. f_equal. ring. Qed.
Lemma cos_supplement u v : u = PI - v -> cos u = - cos v.
Proof. intros ->. replace (PI - v) with (- v + PI) by ring. rewrite neg_cos, cos_neg. reflexivity. Qed.
Lemma sin_PI6' : sin (1 / 6 * PI) = 1 / 2. Proof. rewrite <- sin_PI6. f_equal. field. Qed.
Lemma cos_PI6' : cos (1 / 6 * PI) = sqrt 3 / 2. Proof. rewrite <- cos_PI6. f_equal. field. Qed.
Lemma sin_PI3' : sin (1 / 3 * PI) = sqrt 3 / 2. Proof. rewrite <- sin_PI3. f_equal. field. Qed.
Lemma cos_PI3' : cos (1 / 3 * PI) = 1 / 2. Proof. rewrite <- cos_PI3. f_equal. field. Qed.
Lemma root_2 : 1 / sqrt 2 = sqrt 2 / 2.
Proof. assert (A := sqrt_lt_R0 2 ltac:(lra)). assert (B := sqrt_sqrt 2 ltac:(lra)). apply (Rmult_eq_reg_r (sqrt 2)); [|lra]. field_simplify; [lra|lra]. Qed.
Lemma sin_PI4' : sin (1 / 4 * PI) = sqrt 2 / 2. Proof. rewrite <- root_2, <- sin_PI4. f_equal. field. Qed.
Lemma cos_PI4' : cos (1 / 4 * PI) = sqrt 2 / 2. Proof. rewrite <- root_2, <- cos_PI4. f_equal. field. Qed.
Lemma sin_PI2' : sin (1 / 2 * PI) = 1. Proof. replace (1 / 2 * PI) with (PI / 2) by field. apply sin_PI2. Qed.
Lemma cos_PI2' : cos (1 / 2 * PI) = 0. Proof. replace (1 / 2 * PI) with (PI / 2) by field. apply cos_PI2. Qed.
Lemma sin_PI1 : sin (1 * PI) = 0. Proof. rewrite Rmult_1_l. apply sin_PI. Qed.
Lemma cos_PI1 : cos (1 * PI) = -1. Proof. rewrite Rmult_1_l. apply cos_PI. Qed.
Lemma tanh_0 : tanh 0 = 0. Proof. unfold tanh. rewrite sinh_0. unfold Rdiv. ring. Qed.
Lemma ln_exp_1 : ln (exp 1) = 1. Proof. apply ln_exp. Qed.
Lemma Rpower_base_1 r : Rpower 1 r = 1. Proof. unfold Rpower. rewrite ln_1, Rmult_0_r. apply exp_0. Qed.
Lemma Rpower_exponent_0 x : Rpower x 0 = 1. Proof. unfold Rpower. rewrite Rmult_0_l. apply exp_0. Qed.
(* What is known is written in its place: found by the form of the argument, so that nothing is tried in vain. *)
Lemma cos_of_atan x : cos (atan x) = / sqrt (1 + x * x). Proof. rewrite cos_atan. unfold Rsqr, Rdiv. ring. Qed.
Lemma sin_of_atan x : sin (atan x) = x * / sqrt (1 + x * x). Proof. rewrite sin_atan. unfold Rsqr, Rdiv. ring. Qed.
Ltac known_value t use := lazymatch t with
  | sin 0 => use sin_0 | cos 0 => use cos_0 | tan 0 => use tan_0 | atan 0 => use atan_0 | atan 1 => use atan_1 | exp 0 => use exp_0 | ln 1 => use ln_1
  | sqrt 0 => use sqrt_0 | sqrt 1 => use sqrt_1 | sinh 0 => use sinh_0 | cosh 0 => use cosh_0 | tanh 0 => use tanh_0 | Rabs 0 => use Rabs_R0
  | sin PI => use sin_PI | cos PI => use cos_PI | sin (PI / 2) => use sin_PI2 | cos (PI / 2) => use cos_PI2 | tan (PI / 4) => use tan_PI4
  | sin (1 / 6 * PI) => use sin_PI6' | cos (1 / 6 * PI) => use cos_PI6' | sin (1 / 3 * PI) => use sin_PI3' | cos (1 / 3 * PI) => use cos_PI3'
  | sin (1 / 4 * PI) => use sin_PI4' | cos (1 / 4 * PI) => use cos_PI4' | sin (1 / 2 * PI) => use sin_PI2' | cos (1 / 2 * PI) => use cos_PI2'
  | sin (1 * PI) => use sin_PI1 | cos (1 * PI) => use cos_PI1
  | ln (exp ?u) => use (ln_exp u) | cos (atan ?u) => use (cos_of_atan u) | sin (atan ?u) => use (sin_of_atan u)
  | power ?r ?s 0 => use (power_zero r s) | Rpower 1 ?r => use (Rpower_base_1 r) | Rpower ?u 0 => use (Rpower_exponent_0 u)
  | exp (ln ?u) => let K := fresh in assert (K : exp (ln u) = u) by (apply exp_ln; lra); use K; clear K
  | power ?r ?s ?u => let K := fresh in assert (K : power r s u = Rpower u r) by (apply power_pos; lra); use K; clear K
  end.
Ltac here law := rewrite law.
Ltac known := repeat match goal with
  | |- context [sin ?u] => known_value (sin u) here | |- context [cos ?u] => known_value (cos u) here | |- context [tan ?u] => known_value (tan u) here
  | |- context [atan ?u] => known_value (atan u) here | |- context [exp ?u] => known_value (exp u) here | |- context [ln ?u] => known_value (ln u) here
  | |- context [sqrt ?u] => known_value (sqrt u) here | |- context [sinh ?u] => known_value (sinh u) here | |- context [cosh ?u] => known_value (cosh u) here
  | |- context [tanh ?u] => known_value (tanh u) here | |- context [Rabs ?u] => known_value (Rabs u) here
  | |- context [power ?r ?s ?u] => known_value (power r s u) here | |- context [Rpower ?u ?r] => known_value (Rpower u r) here end.
Ltac known_before := repeat match goal with
  | H : context [sin ?u] |- _ => known_value (sin u) ltac:(fun law => rewrite law in H) | H : context [cos ?u] |- _ => known_value (cos u) ltac:(fun law => rewrite law in H)
  | H : context [tan ?u] |- _ => known_value (tan u) ltac:(fun law => rewrite law in H) | H : context [atan ?u] |- _ => known_value (atan u) ltac:(fun law => rewrite law in H)
  | H : context [exp ?u] |- _ => known_value (exp u) ltac:(fun law => rewrite law in H) | H : context [ln ?u] |- _ => known_value (ln u) ltac:(fun law => rewrite law in H)
  | H : context [sqrt ?u] |- _ => known_value (sqrt u) ltac:(fun law => rewrite law in H) end.
Ltac argument u := with_sign u ltac:(fun v => replace u with v by equal_numbers) ltac:(fun v => tryif constr_eq u (- v) then fail else replace u with (- v) by equal_numbers).
Ltac odd h law u := with_sign u ltac:(fun v => replace (h u) with (h v) by (apply f_equal; equal_numbers)) ltac:(fun v => rewrite (odd_at h u v law) by equal_numbers).
Ltac even h law u := with_sign u ltac:(fun v => replace (h u) with (h v) by (apply f_equal; equal_numbers)) ltac:(fun v => rewrite (even_at h u v law) by equal_numbers).
(* sin and cos at multiples of PI: by whole turns between -PI and PI, then between 0 and PI/2. *)
Definition turns (b : Q) : Z := (- Qfloor ((1 - b) / 2))%Z.
Ltac multiple u := let t := term_of u in let v := eval vm_compute in (linear_of t) in lazymatch v with Some ({| Qnum := 0%Z; Qden := _ |}, ?b) => b end.
Ltac turned_back h law u := let b := multiple u in let k := eval vm_compute in (turns b) in lazymatch k with
  | 0%Z => fail
  | _ => let c := eval vm_compute in (Qred (b - 2 * inject_Z k)) in let r := rational_text c in rewrite (law k u (r * PI)) by lra end.
Ltac supplement h law u := let b := multiple u in
  let large := eval vm_compute in (Qle_bool (2 # 3) b) in lazymatch large with true =>
  let c := eval vm_compute in (Qred (1 - b)) in let r := rational_text c in rewrite (law u (r * PI)) by lra end.
Ltac circle h turn sup parity u := first [turned_back h turn u | parity u | supplement h sup u].

(* ---- square roots ---- *)
Fixpoint square_in (n : Z) (k : nat) : Z := match k with O => 1%Z | S m => let s := Z.of_nat k in if (n mod (s * s) =? 0)%Z then s else square_in n m end.
Lemma sqrt_in r m d : r = m * m * d -> 0 <= m -> sqrt r = m * sqrt d.
Proof. intros -> H. rewrite sqrt_mult_alt by nra. rewrite sqrt_square by exact H. reflexivity. Qed.
Ltac square_root u := let t := term_of u in let v := eval vm_compute in (linear_of t) in lazymatch v with
  | Some ({| Qnum := Zpos ?p; Qden := ?q |}, {| Qnum := 0%Z; Qden := _ |}) =>
    let n := eval vm_compute in (Zpos p * Zpos q)%Z in let m := eval vm_compute in (square_in n 60) in
    let d := eval vm_compute in (n / (m * m))%Z in let c := eval vm_compute in (Qred (m # q)) in let r := rational_text c in
    tryif constr_eq u (IZR d) then fail else rewrite (sqrt_in u r (IZR d)) by lra
  | Some ({| Qnum := 0%Z; Qden := _ |}, {| Qnum := 0%Z; Qden := _ |}) => tryif constr_eq u 0 then fail else replace u with 0 by equal_numbers
  end.

Lemma sqrt_of_even a n m : n = (m + m)%nat -> sqrt (a ^ n) = Rabs a ^ m.
Proof. intros ->. rewrite <- (sqrt_square (Rabs a ^ m)) by apply pow_le, Rabs_pos. f_equal. rewrite pow_add, RPow_abs, <- Rabs_mult. symmetry. apply Rabs_right, Rle_ge, Rle_0_sqr. Qed.
Ltac even_root a n := let m := eval cbv in (Nat.div2 n) in rewrite (sqrt_of_even a n m) by reflexivity.
(* Roots of numbers one of which is a multiple of the other by the square of a rational number. *)
Lemma sqrt_multiple a u v : 0 < a -> a * a * u = v -> sqrt v = a * sqrt u.
Proof. intros H <-. apply sqrt_in; [reflexivity | lra]. Qed.
Ltac proportional u v := first [rewrite (sqrt_multiple 2 u v) by lra | rewrite (sqrt_multiple 3 u v) by lra | rewrite (sqrt_multiple 4 u v) by lra
  | rewrite (sqrt_multiple 6 u v) by lra | rewrite (sqrt_multiple (3 / 2) u v) by lra].
Lemma root_power u n m k : 0 <= u -> n = (m + m + k)%nat -> sqrt u ^ n = u ^ m * sqrt u ^ k.
Proof. intros H ->. rewrite !pow_add, <- (Rpow_mult_distr (sqrt u)), sqrt_sqrt by exact H. reflexivity. Qed.
Lemma half_power u r n : 0 < u -> r = INR n / 2 -> Rpower u r = sqrt u ^ n.
Proof. intros H ->. rewrite <- Rpower_sqrt, <- Rpower_pow by (apply exp_pos || exact H). rewrite Rpower_mult. f_equal. field. Qed.
Lemma half_power_below u r n : 0 < u -> r = - (INR n / 2) -> Rpower u r = / sqrt u ^ n.
Proof. intros H ->. rewrite Rpower_Ropp, (half_power u _ n H eq_refl). reflexivity. Qed.
Ltac halves u r := let t := term_of r in let v := eval vm_compute in (linear_of t) in lazymatch v with
  | Some ({| Qnum := Zpos ?p; Qden := 2 |}, _) => let n := eval cbv in (Pos.to_nat p) in rewrite (half_power u r n) by first [lra | bounded | (cbn [INR]; lra)]
  | Some ({| Qnum := Zneg ?p; Qden := 2 |}, _) => let n := eval cbv in (Pos.to_nat p) in rewrite (half_power_below u r n) by first [lra | bounded | (cbn [INR]; lra)]
  end.
Lemma root_below u : 0 < u -> / sqrt u = / u * sqrt u.
Proof. intros H. assert (A := sqrt_lt_R0 u H). rewrite <- (sqrt_sqrt u) at 2 by lra. field. lra. Qed.
Ltac powers_of_roots := repeat match goal with |- context [(?a * sqrt ?u) ^ ?n] => rewrite (Rpow_mult_distr a (sqrt u) n) | |- context [sqrt ?u ^ S (S ?n)] =>
  let m := eval cbv in (Nat.div2 (S (S n))) in let k := eval cbv in (Nat.modulo (S (S n)) 2) in rewrite (root_power u (S (S n)) m k) by first [reflexivity | (apply Rlt_le; first [lra | bounded])] end.
Ltac roots := repeat match goal with |- context [sqrt ?u] => match goal with |- context [sqrt ?v] => tryif constr_eq u v then fail else proportional u v end end.

(* ---- exponentials: powers of one of them ---- *)
Lemma exp_multiple a b (n : nat) : b = INR n * a -> exp b = exp a ^ n.
Proof. intros ->. induction n; [simpl; rewrite Rmult_0_l; apply exp_0|]. rewrite S_INR, Rmult_plus_distr_r, Rmult_1_l, exp_plus, IHn. simpl. ring. Qed.
Lemma exp_less a b (n : nat) : b = - (INR n * a) -> exp b = / exp a ^ n.
Proof. intros ->. rewrite exp_Ropp. f_equal. apply exp_multiple. reflexivity. Qed.
Lemma exp_square a : exp (2 * a) = exp a * exp a. Proof. rewrite <- exp_plus. f_equal. ring. Qed.
Ltac rational u := let t := term_of u in let v := eval vm_compute in (linear_of t) in lazymatch v with Some (?a, {| Qnum := 0%Z; Qden := _ |}) => a end.
Ltac power_of_exp u d := let a := rational u in
  let n := eval vm_compute in (Qnum (Qred (a * inject_Z (Zpos d)))) in
  lazymatch n with
  | Zpos ?k => let m := eval vm_compute in (Pos.to_nat k) in rewrite (exp_multiple (1 / IZR (Zpos d)) u m) by (cbn [INR]; lra)
  | Zneg ?k => let m := eval vm_compute in (Pos.to_nat k) in rewrite (exp_less (1 / IZR (Zpos d)) u m) by (cbn [INR]; lra)
  | Z0 => replace u with 0 by equal_numbers; rewrite exp_0
  end.
Lemma exp_opposite a : exp (- a) = / exp a. Proof. apply exp_Ropp. Qed.
Lemma exp_minus a b : exp (a - b) = exp a * / exp b. Proof. unfold Rminus. rewrite exp_plus, exp_Ropp. reflexivity. Qed.
Ltac exp_sums := repeat match goal with
  | |- context [exp (?a + ?b)] => rewrite (exp_plus a b) | |- context [exp (?a - ?b)] => rewrite (exp_minus a b) | |- context [exp (- ?a)] => rewrite (exp_opposite a) end.
(* Two different exponentials of rational numbers become powers of one. *)
Ltac exponentials := repeat match goal with
  | |- context [exp ?u] => match goal with |- context [exp ?v] => tryif constr_eq u v then fail else
      (let a := rational u in let b := rational v in
       let d := eval vm_compute in (Z.to_pos (Z.lcm (Zpos (Qden a)) (Zpos (Qden b)))) in
       let w := constr:(1 / IZR (Zpos d)) in
       first [constr_eq u w | power_of_exp u d]; first [constr_eq v w | power_of_exp v d]) end end.

Ltac normal := repeat match goal with
  | |- context [sin ?u] => circle sin sin_turn sin_supplement ltac:(fun u => odd sin sin_neg u) u
  | |- context [cos ?u] => circle cos cos_turn cos_supplement ltac:(fun u => even cos cos_neg u) u
  | |- context [tan ?u] => first [(let b := multiple u in rewrite (tan_is u)) | odd tan tan_neg u]
  | |- context [atan ?u] => odd atan atan_opp u | |- context [sinh ?u] => odd sinh sinh_neg u
  | |- context [cosh ?u] => even cosh cosh_neg u | |- context [tanh ?u] => odd tanh tanh_neg u
  | |- context [exp ?u] => argument u | |- context [ln ?u] => argument u | |- context [/ sqrt ?u] => rewrite (root_below u) by first [lra | bounded] | |- context [?a / sqrt ?u] => change (a / sqrt u) with (a * / sqrt u)
  | |- context [sqrt (?u ^ ?n)] => even_root u n | |- context [sqrt ?u] => square_root u
  | |- context [Rpower ?u ?r] => halves u r | |- context [Rpower ?u _] => argument u | |- context [Rpower _ ?u] => argument u
  | |- context [power _ _ ?u] => argument u
  end.
