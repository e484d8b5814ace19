(* How a certificate proves what is left: numbers, signs on a piece, and where a formula is defined. *)
From Coq Require Export Reals ZArith Lra Lia Psatz Rpower.
From DiffCheck Require Import Equations.
From DiffCheck Require Export Statement Nearness Bounds Composition Numbers Branches Points Leading Growth Orders Periods.
Open Scope R_scope.

Lemma power_one_third_cube y : power (1 / 3) (-1) y ^ 3 = y.
Proof.
  assert (P : forall z, 0 < z -> Rpower z (1 / 3) ^ 3 = z).
  { intros z H. rewrite <- Rpower_pow by apply exp_pos. rewrite Rpower_mult. replace (1 / 3 * INR 3) with 1 by (simpl; field). apply Rpower_1, H. }
  unfold power. destruct (total_order_T y 0) as [[H | ->] | H].
  - replace ((-1 * Rpower (- y) (1 / 3)) ^ 3) with (- (Rpower (- y) (1 / 3) ^ 3)) by ring. rewrite P; lra.
  - ring.
  - apply P, H.
Qed.
Lemma power_sqrt t y : 0 < y -> power (1 / 2) t y = sqrt y.
Proof. intros H. rewrite power_pos by exact H. replace (1 / 2) with (/ 2) by lra. apply Rpower_sqrt, H. Qed.
Lemma softplus_opposite u v : u = - v -> ln (1 + exp u) = ln (1 + exp v) + u.
Proof.
  intros ->. assert (A := exp_pos v). assert (B := exp_pos (- v)). replace (1 + exp (- v)) with ((1 + exp v) * exp (- v)).
  - rewrite ln_mult, ln_exp by lra. reflexivity.
  - assert (E : exp v * exp (- v) = 1) by (rewrite <- exp_plus, Rplus_opp_r; apply exp_0). lra.
Qed.

(* In families also sums of integers are taken apart. *)
Ltac integers_apart := repeat first [rewrite val_add | rewrite val_mul | rewrite val_opp | rewrite val_div | rewrite val_pow]; cbn [val]; rewrite ?plus_IZR, ?minus_IZR, ?mult_IZR, ?opp_IZR in *.
(* What formulas stand for. Where no integer is unknown all is computed; in families sums and products of integers stay as they are. *)
Ltac computed := cbv beta iota zeta delta [val value_of D Dn add opp mul div pow is_zero is_one subst slope Sub Sign Raise Less AtMost Equal Z.of_nat Pos.of_succ_nat Pos.succ
  Init.Nat.pred Nat.pred Z.even Z.mul Pos.mul Z.sub Z.add Z.opp Z.pos_sub Z.double Z.succ_double Z.pred_double Pos.add Pos.add_carry Pos.pred_double] in *.
Ltac computed_apart := cbn [val value_of D Dn add opp mul div pow is_zero is_one subst slope Sub Sign Raise Less AtMost Equal Z.of_nat Pos.of_succ_nat Pos.succ
  Init.Nat.pred Z.even Pos.mul Z.sub Z.add Z.opp Z.pos_sub Z.double Z.succ_double Z.pred_double Pos.add Pos.add_carry Pos.pred_double] in *; integers_apart.
Ltac plain := computed.
Ltac bounded := Equations.compared_forms.
(* Facts about what occurs. *)
Ltac fact t p := lazymatch goal with _ : t |- _ => fail | _ => assert t by p end.
Ltac facts := repeat match goal with
  | |- context [sqrt ?a] => fact (sqrt a * sqrt a = a) ltac:(apply sqrt_sqrt; lra)
  | |- context [sqrt ?a] => fact (0 < sqrt a) ltac:(apply sqrt_lt_R0; lra)
  | H : context [sqrt ?a] |- _ => fact (sqrt a * sqrt a = a) ltac:(apply sqrt_sqrt; lra)
  | H : context [sqrt ?a] |- _ => fact (0 < sqrt a) ltac:(apply sqrt_lt_R0; lra)
  | |- context [exp ?a] => fact (0 < exp a) ltac:(apply exp_pos)
  | |- context [/ Rpower ?a ?b] => fact (0 < / Rpower a b) ltac:(apply Rinv_0_lt_compat, exp_pos)
  | |- context [Rpower ?a ?b] => fact (0 < Rpower a b) ltac:(apply exp_pos)
  | H : context [Rpower ?a ?b] |- _ => fact (0 < Rpower a b) ltac:(apply exp_pos)
  | |- context [PI] => fact (0 < PI) ltac:(exact PI_RGT_0)
  | H : context [PI] |- _ => fact (0 < PI) ltac:(exact PI_RGT_0)
  | H : ?a < ?b |- context [exp ?a] => fact (exp a < exp b) ltac:(apply exp_increasing; exact H)
  end.
(* More of them, where these do not do: increasing functions, and rational bounds. *)
Lemma PI_above_3 : 3 < PI. Proof. assert (A := PI2_3_2). lra. Qed.
Lemma ln_rises a b : a < b /\ 0 < a -> ln a < ln b. Proof. intros [A B]. apply ln_increasing; assumption. Qed.
Ltac rises h law := match goal with
  | H : ?a < ?b |- context [h ?a] => fact (h a < h b) ltac:(apply law; first [exact H | lra])
  | H : ?a < ?b |- context [h ?b] => fact (h a < h b) ltac:(apply law; first [exact H | lra])
  | |- context [h ?a] => match goal with |- context [h ?b] => tryif constr_eq a b then fail else fact (h a < h b) ltac:(apply law; lra) end end.
Ltac more_facts := facts; repeat first
  [ rises exp exp_increasing | rises atan atan_increasing | rises sinh sinh_lt | rises ln ln_rises
  | match goal with
    | |- context [sinh ?a] => fact (0 < sinh a) ltac:(rewrite <- sinh_0; apply sinh_lt; lra)
    | |- context [sinh ?a] => fact (sinh a < 0) ltac:(rewrite <- sinh_0; apply sinh_lt; lra)
    | |- context [atan ?a] => fact (0 < atan a) ltac:(rewrite <- atan_0; apply atan_increasing; lra)
    | |- context [atan ?a] => fact (atan a < 0) ltac:(rewrite <- atan_0; apply atan_increasing; lra)
    | |- context [ln ?a] => fact (0 < ln a) ltac:(rewrite <- ln_1; apply ln_increasing; lra)
    | |- context [ln ?a] => fact (ln a < 0) ltac:(rewrite <- ln_1; apply ln_increasing; lra)
    | |- context [cosh ?a] => fact (0 < cosh a) ltac:(apply cosh_pos)
    | |- context [exp ?a] => fact (1 + a <= exp a) ltac:(apply exp_ineq1_le)
    | |- context [PI] => fact (3 < PI) ltac:(exact PI_above_3)
    | |- context [PI] => fact (PI <= 4) ltac:(exact PI_4) end ].
Ltac compared := first [lra | bounded | (facts; nra) | (more_facts; lra)].
Ltac whole_part a n k := first [rewrite (floor_is a n) by compared | rewrite (floor_is a (- n)) by (rewrite ?opp_IZR; compared)
  | lazymatch k with S ?m => let next := eval cbv in (n + 1)%Z in whole_part a next m end].
(* In families the integer parts at a point are named beforehand. *)
Ltac candidates a := fail.
Ltac candidate a n := rewrite (floor_is a n) by (rewrite ?plus_IZR, ?minus_IZR, ?mult_IZR, ?opp_IZR; lra).
(* Which of two numbers is greater is asked once; where bounds do not tell, they may be equal. *)
Ltac sorted a b less equal more := let d := term_of (b - a) in let v := eval vm_compute in (sign_by_form d) in
  lazymatch v with Gt => less tt | Lt => more tt | Eq => first [equal tt | less tt | more tt] end.
Ltac equal_at_most := apply Req_le; equal_forms.
Ltac decide_cases := repeat match goal with
  | |- context [choose ?a ?b _ _ _] =>
      first [rewrite (choose_left a b) by lra | rewrite (choose_tie a b) by lra | rewrite (choose_right a b) by lra
        | sorted a b ltac:(fun _ => rewrite (choose_left a b) by bounded) ltac:(fun _ => rewrite (choose_tie a b) by equal_forms) ltac:(fun _ => rewrite (choose_right a b) by bounded)
        | rewrite (choose_left a b) by compared | rewrite (choose_tie a b) by compared | rewrite (choose_right a b) by compared]
  | |- context [Rabs ?a] => first [rewrite (Rabs_pos_eq a) by lra | rewrite (Rabs_left1 a) by lra
      | sorted 0 a ltac:(fun _ => rewrite (Rabs_pos_eq a) by bounded) ltac:(fun _ => rewrite (Rabs_pos_eq a) by equal_at_most) ltac:(fun _ => rewrite (Rabs_left1 a) by bounded)
      | rewrite (Rabs_pos_eq a) by compared | rewrite (Rabs_left1 a) by compared]
  | |- context [Rmax ?a ?b] => first [rewrite (Rmax_left a b) by lra | rewrite (Rmax_right a b) by lra
      | sorted a b ltac:(fun _ => rewrite (Rmax_right a b) by bounded) ltac:(fun _ => rewrite (Rmax_right a b) by equal_at_most) ltac:(fun _ => rewrite (Rmax_left a b) by bounded)
      | rewrite (Rmax_left a b) by compared | rewrite (Rmax_right a b) by compared]
  | |- context [Rmin ?a ?b] => first [rewrite (Rmin_left a b) by lra | rewrite (Rmin_right a b) by lra
      | sorted a b ltac:(fun _ => rewrite (Rmin_left a b) by bounded) ltac:(fun _ => rewrite (Rmin_left a b) by equal_at_most) ltac:(fun _ => rewrite (Rmin_right a b) by bounded)
      | rewrite (Rmin_left a b) by compared | rewrite (Rmin_right a b) by compared]
  | |- context [power ?r ?t ?a] => first [rewrite (power_pos r t a) by lra | rewrite (power_neg r t a) by lra
      | replace (power r t a) with 0 by (replace a with 0 by first [ring | lra]; symmetry; apply power_zero)
      | sorted 0 a ltac:(fun _ => rewrite (power_pos r t a) by bounded)
          ltac:(fun _ => replace (power r t a) with 0 by (replace a with 0 by equal_forms; symmetry; apply power_zero)) ltac:(fun _ => rewrite (power_neg r t a) by bounded)]
  | |- context [sqrt ?a] => tryif constr_eq a 0 then fail else (replace (sqrt a) with 0 by (replace a with 0 by first [ring | lra]; symmetry; apply sqrt_0))
  | |- context [Int_part ?a] => first [candidates a | whole_part a 0%Z 30%nat]
  end.
Ltac nonzero := first [lra | bounded | (facts; nra)].
Ltac by_field := field; repeat split; nonzero.
(* Numbers that bounds do not tell apart; those with variables may be equal. *)
Ltac may_vanish r := tryif (let d := term_of r in idtac) then (let d := term_of r in let v := eval vm_compute in (sign_in rough 10 18 d) in constr_eq v Eq) else idtac.
Ltac by_roots := match goal with |- context [sqrt _] => facts; field_simplify_eq; [nra | repeat split; nonzero] end.
Ltac by_numbers := first [lra | by_field | by_roots].
(* Arguments that are plainly 0 or 1 are written so. *)
Ltac plainly h u := tryif (first [constr_eq u 0 | constr_eq u 1]) then fail else first [(may_vanish u; replace (h u) with (h 0) by (apply f_equal; lra)) | (may_vanish (u - 1); replace (h u) with (h 1) by (apply f_equal; first [lra | by_field]))].
Ltac plain_arguments := repeat match goal with
  | |- context [?h ?u] => lazymatch h with exp => idtac | ln => idtac | sin => idtac | cos => idtac | atan => idtac | sqrt => idtac | sinh => idtac | cosh => idtac | tanh => idtac | tan => idtac end; plainly h u end.
(* Equal arguments of one function that are written differently. *)
Ltac same_arguments := repeat match goal with
  | |- context [?h ?u] =>
      lazymatch h with exp => idtac | ln => idtac | sin => idtac | cos => idtac | atan => idtac | sqrt => idtac | sinh => idtac | cosh => idtac | tanh => idtac | tan => idtac end;
      match goal with |- context [h ?v] => tryif constr_eq u v then fail else (may_vanish (u - v); replace (h u) with (h v) by (apply f_equal; by_numbers)) end
  end.
(* And opposite arguments of odd and even functions. *)
Ltac turned h neg u := match goal with |- context [h ?v] => tryif constr_eq u v then fail else
  (may_vanish (u + v); let K := fresh in assert (K : u = - v) by by_numbers; rewrite K, neg; clear K) end.
Ltac opposite_arguments := repeat match goal with
  | |- context [ln (1 + exp ?u)] => match goal with |- context [ln (1 + exp ?v)] => tryif constr_eq u v then fail else
      (may_vanish (u + v); let K := fresh in assert (K : u = - v) by first [lra | field; lra]; rewrite (softplus_opposite u v K); clear K) end
  | |- context [sin ?u] => turned sin sin_neg u | |- context [cos ?u] => turned cos cos_neg u
  | |- context [tan ?u] => turned tan tan_neg u | |- context [atan ?u] => turned atan atan_opp u
  | |- context [sinh ?u] => turned sinh sinh_neg u | |- context [cosh ?u] => turned cosh cosh_neg u
  | |- context [tanh ?u] => turned tanh tanh_neg u end.
Ltac equation := first [lra | equal_forms | ring | by_field | (progress (exponentials; plain_arguments; same_arguments; opposite_arguments; known; exp_sums; exponentials; roots; powers_of_roots); first [lra | ring | by_field | (facts; nra)])
  | (facts; nra) | (facts; field; repeat split; nra) | (facts; field_simplify; [nra | repeat split; nra])].
(* Signs of products and quotients, by those of their factors. *)
Lemma minus_times_minus a b : a < 0 -> b < 0 -> 0 < a * b. Proof. nra. Qed.
Lemma plus_times_minus a b : 0 < a -> b < 0 -> a * b < 0. Proof. nra. Qed.
Lemma minus_times_plus a b : a < 0 -> 0 < b -> a * b < 0. Proof. nra. Qed.
Lemma minus_minus a : a < 0 -> 0 < - a. Proof. lra. Qed.
Lemma minus_plus a : 0 < a -> - a < 0. Proof. lra. Qed.
Lemma not_zero_plus a : 0 < a -> a <> 0. Proof. lra. Qed.
Lemma not_zero_minus a : a < 0 -> a <> 0. Proof. lra. Qed.
Ltac signs := first [lra | bounded | (facts; lra) | lazymatch goal with
  | |- 0 < ?a * ?b => first [apply Rmult_lt_0_compat; signs | apply minus_times_minus; signs]
  | |- ?a * ?b < 0 => first [apply plus_times_minus; signs | apply minus_times_plus; signs]
  | |- 0 < / ?a => apply Rinv_0_lt_compat; signs | |- / ?a < 0 => apply Rinv_lt_0_compat; signs
  | |- 0 < - ?a => apply minus_minus; signs | |- - ?a < 0 => apply minus_plus; signs
  | |- 0 < ?a / ?b => change (0 < a * / b); signs | |- ?a / ?b < 0 => change (a * / b < 0); signs
  | |- 0 < ?a ^ ?n => apply pow_lt; signs
  | |- ?a * ?b <> 0 => apply Rmult_integral_contrapositive_currified; signs
  | |- ?a / ?b <> 0 => change (a * / b <> 0); signs
  | |- / ?a <> 0 => apply Rinv_neq_0_compat; signs | |- - ?a <> 0 => apply Ropp_neq_0_compat; signs
  | |- ?a ^ ?n <> 0 => apply pow_nonzero; signs
  | |- ?a <> 0 => first [apply not_zero_plus; signs | apply not_zero_minus; signs] end].
Ltac differs := lazymatch goal with |- _ < _ => idtac | |- _ > _ => idtac | |- _ <> _ => idtac end.
Ltac number := cbn [INR] in *; plain; first [lra | (differs; bounded) | equal_forms | (decide_cases; first [lra | (differs; bounded) | equal_forms | (normal; known; known_before; decide_cases; normal; known; known_before; first
  [ equation | (apply Req_le; equation) | (intro; equation) | (apply Rmult_integral_contrapositive_currified; lra) | (facts; intro; nra) | bounded | solve [signs] | (more_facts; first [lra | (intro; lra) | nra]) ])])].
(* Goals of the kinds that theorems leave. *)
Ltac sided := first [exact right_side | exact left_side].
(* Formulas that are analytic everywhere by their form: no quotients but by numbers, no functions with a boundary. *)
Fixpoint plainly_regular (e : expr) : bool :=
  match e with
  | X | Num _ | Cst _ => true
  | Add a b | Mul a b => (plainly_regular a && plainly_regular b)%bool
  | Opp a | Pow a _ => plainly_regular a
  | Div a (Num n) => (plainly_regular a && negb (n =? 0)%Z)%bool
  | Fun (Exp | Sin | Cos | Atan | Sinh | Cosh | Tanh) a => plainly_regular a
  | _ => false
  end.
Lemma plainly_regular_is e x : plainly_regular e = true -> regular e x.
Proof.
  induction e as [| | | |a A b B|a A|a A b B|a A b B|a A n|a A b B|a A b B|h a A|a A b B u U v V w W]; cbn [plainly_regular regular]; intros E; try discriminate E; try exact I; auto.
  - apply andb_prop in E. tauto.
  - apply andb_prop in E. tauto.
  - destruct b; try discriminate E. apply andb_prop in E. destruct E as [E N]. cbn [regular val]. repeat split; [exact (A E)|].
    apply not_0_IZR. apply Bool.negb_true_iff, Z.eqb_neq in N. exact N.
  - destruct h; try discriminate E; split; try exact I; exact (A E).
Qed.
Ltac by_its_form := lazymatch goal with |- regular ?e ?x => apply (plainly_regular_is e x); reflexivity end.
Ltac regular_here := first [by_its_form | cbv beta iota zeta delta [regular analytic Sub Sign Raise Less AtMost Equal D add opp mul div pow is_zero is_one subst slope Init.Nat.pred Nat.pred Z.of_nat Pos.of_succ_nat Pos.succ]; repeat match goal with |- _ /\ _ => split | |- True => exact I | |- val (Num ?n) _ <> 0 => apply (not_0_IZR n); discriminate end; try number].
Ltac sign_here k := lazymatch k with O => apply positive_here; [sided | regular_here | number]
  | S ?m => first [apply positive_next_right | apply positive_next_left]; [regular_here | number | sign_here m] end.
Ltac zero_here := apply zero_nonnegative; intros; number.
Ltac orders := let j := fresh "j" in let H := fresh "H" in intros j H; common; repeat first [exfalso; lia | destruct j as [|j]; [number|]].
Ltac value_here := cbn [dom val defined value_of Sub Sign Raise Less AtMost Equal]; normal; known; decide_cases; cbn [dom val defined value_of];
  repeat match goal with |- _ /\ _ => split | |- True => exact I end; known;
  try match goal with |- _ \/ _ => first [right; solve [reflexivity | lia | number] | left; solve [number]] | _ => number end.
Ltac parted := unfold Less, AtMost, Equal, Sign, Sub, Raise; cbn [dom beyond]; tauto.
Ltac same_formula := intros; number.
(* A sign on a piece: the hypotheses say between which points x lies. *)
(* A function that rises on a piece is above its value at the left end, one that falls above that at the right end. *)
Lemma tanh_rises a b : a < b -> tanh a < tanh b.
Proof.
  intros H. assert (E : forall y, tanh y = 1 - 2 / (exp (2 * y) + 1)).
  { intros y. unfold tanh, sinh, cosh. assert (P := exp_pos y). assert (Q := exp_pos (2 * y)). rewrite exp_Ropp, exp_square in *. field. nra. }
  rewrite !E. assert (P := exp_pos (2 * a)). assert (Q := exp_increasing (2 * a) (2 * b) ltac:(lra)).
  assert (2 / (exp (2 * b) + 1) < 2 / (exp (2 * a) + 1)); [|lra]. apply Rmult_lt_compat_l; [lra|]. apply Rinv_lt_contravar; [|lra]. apply Rmult_lt_0_compat; lra.
Qed.
Lemma bent_rises a b : a < b -> a / sqrt (1 + a ^ 2) < b / sqrt (1 + b ^ 2).
Proof.
  intros H. assert (R : forall y, 0 < sqrt (1 + y ^ 2)) by (intros; apply sqrt_lt_R0; nra).
  set (g := fun y => val (Div X (Fun Sqrt (Add (Num 1) (Pow X 2)))) y). change (g a < g b).
  destruct (MVT_cor2 g (fun y => val (D (Div X (Fun Sqrt (Add (Num 1) (Pow X 2))))) y) a b H) as [t [E _]].
  - intros t _. apply regular_derivable. cbn [regular analytic val value_of]. assert (P := R t). repeat split; [nra | lra].
  - cbn [D val value_of add opp mul div pow is_zero is_one subst slope Z.of_nat Pos.of_succ_nat Pos.succ Init.Nat.pred] in E.
    assert (P := R t). assert (Q : sqrt (1 + t ^ 2) * sqrt (1 + t ^ 2) = 1 + t ^ 2) by (apply sqrt_sqrt; nra). set (s := sqrt (1 + t ^ 2)) in *.
    assert (F : 1 / s + - (t * (1 / (2 * s) * (2 * t)) / s ^ 2) = / (s * s * s)).
    { replace (1 / s + - (t * (1 / (2 * s) * (2 * t)) / s ^ 2)) with ((s * s - t * t) / (s * s * s)) by (field; lra).
      rewrite Q. replace (1 + t ^ 2 - t * t) with 1 by ring. unfold Rdiv. ring. }
    rewrite F in E. assert (0 < / (s * s * s)) by (apply Rinv_0_lt_compat; repeat apply Rmult_lt_0_compat; assumption). nra.
Qed.
Ltac rising := first [lra | lazymatch goal with
  | |- ?a + ?b < ?c + ?d => tryif constr_eq a c then apply Rplus_lt_compat_l; rising else tryif constr_eq b d then apply Rplus_lt_compat_r; rising else apply Rplus_lt_compat; rising
  | |- - ?a < - ?b => apply Ropp_lt_contravar; rising
  | |- exp _ < exp _ => apply exp_increasing; rising | |- atan _ < atan _ => apply atan_increasing; rising
  | |- sinh _ < sinh _ => apply sinh_lt; rising | |- tanh _ < tanh _ => apply tanh_rises; rising
  | |- ln _ < ln _ => apply ln_increasing; [signs_on | rising]
  | |- sqrt _ < sqrt _ => apply sqrt_lt_1_alt; split; [apply Rlt_le; signs_on | rising]
  | |- ?a * ?b < ?c * ?d => tryif constr_eq a c then apply Rmult_lt_compat_l; [signs_on | rising] else (constr_eq b d; apply Rmult_lt_compat_r; [signs_on | rising])
  | |- _ / sqrt (1 + _ ^ 2) < _ / sqrt (1 + _ ^ 2) => apply bent_rises; rising
  | |- ?a / ?b < ?c / ?b => apply Rmult_lt_compat_r; [apply Rinv_0_lt_compat; signs_on | rising]
  end]
with signs_on := first [lra | bounded | (facts; lra)].
Ltac from_end f a := lazymatch f with ?g ?x => assert (g a < g x) by (cbv beta; rising); apply (Rle_lt_trans _ (g a)); [cbv beta; number | assumption] end.
Ltac by_end := match goal with
  | _ : ?a < ?x |- 0 < ?g => is_var x; let f := eval pattern x in g in from_end f a
  | _ : ?x < ?a |- 0 < ?g => is_var x; let f := eval pattern x in g in from_end f a end.
(* Signs of waves on a piece: from which whole turn on is found by trying. *)
Ltac at_turn lemma := let P := fresh in pose proof PI_RGT_0 as P; first [apply (lemma 0%Z); lra | apply (lemma 1%Z); lra | apply (lemma (-1)%Z); lra | apply (lemma 2%Z); lra].
Ltac wave := lazymatch goal with
  | |- 0 < sin _ => at_turn sin_above | |- 0 < - sin _ => at_turn sin_below | |- 0 < cos _ => at_turn cos_above | |- 0 < - cos _ => at_turn cos_below
  | |- 0 < 1 + cos _ => at_turn cos_above_least
  | |- 0 < ?a * ?b => first [apply Rmult_lt_0_compat; wave | apply minus_times_minus; [apply Ropp_lt_cancel; rewrite Ropp_0; wave | apply Ropp_lt_cancel; rewrite Ropp_0; wave]]
  | |- 0 < 0 + - ?a => rewrite Rplus_0_l; wave | |- 0 < ?a + - 0 => rewrite Ropp_0, Rplus_0_r; wave
  | |- 0 < ?g => match g with context [sin ?u] => first
      [ cut (0 < sin u - sin (1 / 6 * PI)); [rewrite sin_PI6'; lra | apply sin_gap; wave] | cut (0 < sin (1 / 6 * PI) - sin u); [rewrite sin_PI6'; lra | apply sin_gap; wave]
      | cut (0 < sin u - sin (- (1 / 6 * PI))); [rewrite sin_neg, sin_PI6'; lra | apply sin_gap; wave]
      | cut (0 < sin (- (1 / 6 * PI)) - sin u); [rewrite sin_neg, sin_PI6'; lra | apply sin_gap; wave] ] end
  end.
Ltac sign_on := plain; first [lra | wave | by_end | nra | (facts; nra) | (more_facts; first [lra | nra | (known; known_before; lra)])].
Lemma square_plus a c : 0 < c -> 0 < a ^ 2 + c. Proof. intros H. assert (P := pow2_ge_0 a). lra. Qed.
Ltac factors e := match goal with |- 0 < ?v => replace v with e by (plain; first [ring | field; repeat split; first [lra | (intro; lra) | (intro; nra)]]) end;
  repeat first [apply Rdiv_lt_0_compat | apply Rmult_lt_0_compat | apply pow_lt | (apply square_plus; lra)]; first [lra | nra | (facts; nra)].
Ltac undefined_here := cbn [dom val defined value_of Sub Sign Raise Less AtMost Equal]; decide_cases; cbn [dom val defined value_of]; intros H;
  repeat match goal with H : _ /\ _ |- _ => destruct H end; known; known_before;
  first [contradiction | lra | match goal with H : _ <> _ |- _ => solve [apply H; number] end | (facts; nra)
  | match goal with H : _ \/ _ |- _ => solve [destruct H; first [lra | discriminate | lia | contradiction]] end].
Ltac same_within d := exists d; split; [lra|]; let h := fresh "h" in let H := fresh "H" in intros h H; plain; field;
  repeat split; first [lra | nra | (intro; nra)].
(* A condition on x, and its negation. *)
Ltac member := first [exact I | lra | reflexivity | (split; member) | (left; member) | (right; member)].
Ltac inside H := split; [intros _; member | intros _; exact H].
Ltac outside H := let K := fresh "K" in split; [intros K; exfalso; exact (H K) | intros K; exfalso; repeat match goal with
  | K : _ /\ _ |- _ => destruct K | K : _ \/ _ |- _ => destruct K end; lra].
Ltac ranked := first [exact I | (simpl; lia) | reflexivity].
(* Exponents of leading terms, and sums taken apart. *)
Ltac exponent := cbn [INR]; lra.
Ltac reordered := apply near_all; let x := fresh "x" in intros x; cbn [val value_of Sub]; unfold Rdiv, Rminus; first [ring | (field; repeat split; lra)].
Ltac divided := reordered.
Ltac analytic_there := first [exact I | cbn [analytic]; number].
(* Families of points p n + q, and conditions on parameters. *)
Lemma spaced p q x : 0 < p -> exists n : Z, p * IZR n + q <= x < p * (IZR n + 1) + q.
Proof.
  intros Hp. exists (Int_part ((x - q) / p)). destruct (base_Int_part ((x - q) / p)) as [A B].
  assert (E : x = p * ((x - q) / p) + q) by (field; lra). set (y := (x - q) / p) in *. set (m := IZR (Int_part y)) in *. rewrite E. split.
  - apply Rplus_le_compat_r, Rmult_le_compat_l; lra.
  - apply Rplus_lt_compat_r, Rmult_lt_compat_l; lra.
Qed.
Lemma between (at_ : Z -> R) p q : 0 < p -> (forall n, at_ n = p * IZR n + q) -> forall x, exists n, x = at_ n \/ (at_ n < x /\ x < at_ (n + 1)%Z).
Proof.
  intros Hp E x. destruct (spaced p q x Hp) as [n [[A | A] B]]; exists n; rewrite !E, plus_IZR; [right; split; lra | left; lra].
Qed.
Ltac decided := repeat split; first [exact I | assumption | lra | (intro; lra)].
Ltac clash := exfalso; repeat match goal with H : _ /\ _ |- _ => destruct H end; first [lra | match goal with H : _ <> _ |- _ => apply H; lra end].
