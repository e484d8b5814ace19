(* Signs of numbers, by rational bounds that Coq computes: a number is written as a term, and each function has bounds of its own. *)
From Coq Require Import Reals ZArith Lra Lia Psatz Ratan.
Open Scope R_scope.

Inductive fun_of := FSqrt | FExp | FLn | FSin | FCos | FAtan.
Inductive term := Int (n : Z) | Pi | Plus (a b : term) | Minus (a : term) | Times (a b : term) | Inverse (a : term) | Power (a : term) (n : nat)
  | Of (h : fun_of) (a : term).
Definition function h := match h with FSqrt => sqrt | FExp => exp | FLn => ln | FSin => sin | FCos => cos | FAtan => atan end.
Fixpoint real t : R :=
  match t with
  | Int n => IZR n | Pi => PI | Plus a b => real a + real b | Minus a => - real a | Times a b => real a * real b | Inverse a => / real a
  | Power a n => real a ^ n | Of h a => function h (real a)
  end.

(* ---- the functions near the number at which they are known ---- *)
Lemma ln_below y : 0 < y -> ln y <= y - 1.
Proof. intros H. assert (A := exp_ineq1_le (ln y)). rewrite exp_ln in A by exact H. lra. Qed.
Lemma ln_above y : 0 < y -> 1 - / y <= ln y.
Proof. intros H. assert (A := ln_below (/ y) (Rinv_0_lt_compat y H)). rewrite ln_Rinv in A by exact H. lra. Qed.
Lemma exp_above y : 1 + y <= exp y. Proof. apply exp_ineq1_le. Qed.
Lemma exp_below y : y < 1 -> exp y <= / (1 - y).
Proof.
  intros H. assert (A := exp_ineq1_le (- y)). rewrite exp_Ropp in A. assert (P := exp_pos y). apply (Rmult_le_reg_r (/ exp y)); [apply Rinv_0_lt_compat, P|].
  rewrite Rinv_r by lra. apply (Rmult_le_reg_l (1 - y)); [lra|]. rewrite <- Rmult_assoc, Rinv_r by lra. lra.
Qed.
Lemma monotone_bound (f f' : R -> R) y : (forall t, derivable_pt_lim f t (f' t)) -> f 0 = 0 -> (forall t, 0 <= f' t <= t * t) -> Rabs (f y) <= Rabs y ^ 3.
Proof.
  intros Hd H0 Hb. destruct (total_order_T y 0) as [[L | ->] | L].
  - destruct (MVT_cor2 f f' y 0 L) as [t [E T]]; [intros; apply Hd|]. specialize (Hb t). rewrite H0 in E. rewrite (Rabs_left y) by exact L.
    assert (f y <= 0) by nra. rewrite Rabs_left1 by assumption. assert (t * t <= y * y) by nra. assert (f' t <= y * y) by lra.
    replace (- y) with (0 - y) at 1 by ring. assert (Q : f' t * (0 - y) <= y * y * (0 - y)) by (apply Rmult_le_compat_r; lra).
    replace ((0 - y) ^ 3) with (y * y * (0 - y)) by ring. lra.
  - rewrite H0. rewrite Rabs_R0. simpl. lra.
  - destruct (MVT_cor2 f f' 0 y L) as [t [E T]]; [intros; apply Hd|]. specialize (Hb t). rewrite H0 in E. rewrite (Rabs_right y) by lra.
    assert (0 <= f y) by nra. rewrite Rabs_right by lra. assert (t * t <= y * y) by nra.
    assert (Q : f' t * (y - 0) <= y * y * (y - 0)) by (apply Rmult_le_compat_r; lra). replace (y ^ 3) with (y * y * (y - 0)) by ring. lra.
Qed.
Lemma derivable_eq f x l m : derivable_pt_lim f x l -> l = m -> derivable_pt_lim f x m. Proof. intros H <-. exact H. Qed.
Lemma cos_below_1 y : 0 <= 1 - cos y <= y * y.
Proof.
  assert (C := COS_bound y). split; [lra|].
  assert (E : 1 - cos y = 2 * (sin (y / 2) * sin (y / 2))).
  { replace y with (2 * (y / 2)) at 1 by field. rewrite cos_2a_sin. ring. }
  assert (S : forall t, Rabs (sin t) <= Rabs t).
  { intros t. assert (P : forall u, 0 <= u -> Rabs (sin u) <= u).
    { intros u [Hu | <-]; [|rewrite sin_0, Rabs_R0; lra]. assert (A := sin_lt_x u Hu). assert (B := SIN_bound u).
      destruct (Rle_lt_dec 0 (sin u)) as [K | K]; [rewrite Rabs_right; lra|]. rewrite Rabs_left by exact K.
      destruct (Rle_lt_dec u 1) as [V | V]; [|lra]. exfalso. assert (W := PI2_1). assert (0 <= sin u) by (apply sin_ge_0; lra). lra. }
    destruct (Rle_lt_dec 0 t) as [H | H]; [rewrite (Rabs_right t) by lra; apply P, H|].
    rewrite (Rabs_left t) by exact H. rewrite <- (Ropp_involutive t) at 1. rewrite sin_neg, Rabs_Ropp. apply P. lra. }
  rewrite E. assert (Q := S (y / 2)). assert (Q0 := Rabs_pos (sin (y / 2))).
  assert (U : sin (y / 2) * sin (y / 2) <= (y / 2) * (y / 2)).
  { rewrite <- (Rabs_right (sin (y / 2) * sin (y / 2))) by nra. rewrite <- (Rabs_right (y / 2 * (y / 2))) by nra. rewrite !Rabs_mult.
    apply Rmult_le_compat; assumption. }
  nra.
Qed.
Lemma sin_near y : Rabs (y - sin y) <= Rabs y ^ 3.
Proof.
  apply (monotone_bound (fun t => t - sin t) (fun t => 1 - cos t)).
  - intros t. apply (derivable_pt_lim_minus id sin); [apply derivable_pt_lim_id | apply derivable_pt_lim_sin].
  - rewrite sin_0. lra.
  - apply cos_below_1.
Qed.
Lemma atan_near y : Rabs (y - atan y) <= Rabs y ^ 3.
Proof.
  apply (monotone_bound (fun t => t - atan t) (fun t => t * t / (1 + t * t))).
  - intros t. eapply derivable_eq; [apply (derivable_pt_lim_minus id atan); [apply derivable_pt_lim_id | apply derivable_pt_lim_atan]|]. field. nra.
  - rewrite atan_0. lra.
  - intros t. assert (0 < 1 + t * t) by nra. assert (E : t * t / (1 + t * t) * (1 + t * t) = t * t) by (field; lra).
    assert (0 <= t * t / (1 + t * t)) by (apply Rle_mult_inv_pos; nra). split; nra.
Qed.
Lemma atan_half y : atan y = 2 * atan (y / (1 + sqrt (1 + y * y))).
Proof.
  set (r := sqrt (1 + y * y)). assert (R0 : 0 < r) by (apply sqrt_lt_R0; nra). assert (RR : r * r = 1 + y * y) by (apply sqrt_sqrt; nra).
  set (z := y / (1 + r)). assert (Z : z * (1 + r) = y) by (unfold z; field; lra).
  assert (Y : Rabs y < r) by (unfold Rabs; destruct (Rcase_abs y); nra).
  assert (B : -1 < z < 1). { apply Rabs_def2 in Y. split; apply (Rmult_lt_reg_r (1 + r)); lra. }
  assert (A1 : atan z < PI / 4) by (rewrite <- atan_1; apply atan_increasing; lra).
  assert (A2 : - (PI / 4) < atan z) by (rewrite <- atan_1, <- atan_opp; apply atan_increasing; lra).
  assert (P := PI_RGT_0). rewrite <- (atan_tan (2 * atan z)) by lra. f_equal.
  assert (C1 : cos (atan z) <> 0) by (apply Rgt_not_eq, cos_gt_0; lra). assert (C2 : cos (2 * atan z) <> 0) by (apply Rgt_not_eq, cos_gt_0; lra).
  rewrite tan_2a; rewrite ?tan_atan; try assumption.
  - assert (1 - z * z <> 0) by nra. apply (Rmult_eq_reg_r (1 - z * z)); [|assumption]. replace (2 * z / (1 - z * z) * (1 - z * z)) with (2 * z) by (field; assumption).
    assert (K : z * z * (1 + r) = 1 - r * -1 - 2). 2:{ rewrite <- Z. nra. }
    apply (Rmult_eq_reg_r (1 + r)); [|lra]. replace (z * z * (1 + r) * (1 + r)) with (z * (1 + r) * (z * (1 + r))) by ring. rewrite Z. nra.
  - nra.
Qed.

(* ---- intervals of integers, in units of 1/u ---- *)
Section Bounds.
Variables (u : Z) (few many : nat).
Hypotheses (Hu : (0 < u)%Z).
Definition interval := (Z * Z)%type.
Definition holds (i : interval) r := IZR (fst i) <= r * IZR u <= IZR (snd i).
Definition up_div a b := (- (- a / b))%Z.
Definition plus (i j : interval) : interval := (fst i + fst j, snd i + snd j)%Z.
Definition minus (i : interval) : interval := (- snd i, - fst i)%Z.
(* Division by u, a power of 2, by moving digits. *)
Definition over (a : Z) : Z := let k := Z.log2 u in if (Z.shiftl 1 k =? u)%Z then Z.shiftr a k else (a / u)%Z.
Definition times (i j : interval) : interval :=
  if ((0 <=? fst i) && (0 <=? fst j))%Z%bool then (over (fst i * fst j), - over (- (snd i * snd j)))%Z else
  let a := (fst i * fst j)%Z in let b := (fst i * snd j)%Z in let c := (snd i * fst j)%Z in let d := (snd i * snd j)%Z in
  (over (Z.min (Z.min a b) (Z.min c d)), - over (- Z.max (Z.max a b) (Z.max c d)))%Z.
Definition inverse (i : interval) : option interval :=
  if ((0 <? fst i) || (snd i <? 0))%Z%bool then Some (u * u / snd i, up_div (u * u) (fst i))%Z else None.
Definition root (i : interval) : interval := (Z.sqrt (fst i * u), Z.sqrt (snd i * u) + 1)%Z.
Definition scaled (n : Z) (i : interval) : interval := (n * fst i, n * snd i)%Z.
Definition part (n : Z) (i : interval) : interval := (fst i / n, up_div (snd i) n)%Z.
Definition largest (i : interval) := Z.max (Z.abs (fst i)) (Z.abs (snd i)).
Definition cubed (m : Z) := up_div (m * m * m) (u * u).
Fixpoint twice {A} (f : A -> A) n x := match n with O => x | S m => twice f m (f x) end.
Definition power2 (n : nat) : Z := twice (fun z => 2 * z)%Z n 1%Z.
Definition exp_in (i : interval) : option interval :=
  let j := part (power2 many) i in
  match inverse (u - snd j, u - snd j)%Z with
  | Some k => if (snd j <? u)%Z then Some (twice (fun i => times i i) many (Z.max 0 (u + fst j), snd k)%Z) else None
  | None => None
  end.
Definition ln_in (i : interval) : option interval :=
  let j := twice root many i in
  match inverse j with
  | Some k => if ((0 <? fst i) && (0 <? fst j))%Z%bool then Some (scaled (power2 many) (u - snd k, snd j - u)%Z) else None
  | None => None
  end.
Definition waves_in (i : interval) : interval * interval :=
  let j := part (power2 few) i in let m := largest j in
  twice (fun p => (scaled 2 (times (fst p) (snd p)), plus (u, u)%Z (minus (scaled 2 (times (fst p) (fst p)))))) few
    ((fst j - cubed m, snd j + cubed m)%Z, (u - up_div (m * m) u, u)%Z).
Definition halved (o : option interval) : option interval :=
  match o with
  | Some i => match inverse (plus (u, u)%Z (root (plus (u, u)%Z (times i i)))) with Some k => Some (times i k) | None => None end
  | None => None
  end.
Definition atan_in (i : interval) : option interval :=
  match twice halved few (Some i) with
  | Some j => let m := cubed (largest j) in Some (scaled (power2 few) (fst j - m, snd j + m)%Z)
  | None => None
  end.
Definition apply_in h (i : interval) : option interval :=
  match h with
  | FSqrt => Some (root i) | FExp => exp_in i | FLn => ln_in i | FSin => Some (fst (waves_in i)) | FCos => Some (snd (waves_in i)) | FAtan => atan_in i
  end.
Definition both (f : interval -> interval -> interval) a b := match a, b with Some i, Some j => Some (f i j) | _, _ => None end.
Fixpoint raised (i : interval) n : interval := match n with O => (u, u) | S O => i | S m => times i (raised i m) end.
Fixpoint bounds t : option interval :=
  match t with
  | Int n => Some (n * u, n * u)%Z
  | Pi => match atan_in (u, u) with Some i => Some (scaled 4 i) | None => None end
  | Plus a b => both plus (bounds a) (bounds b)
  | Minus a => match bounds a with Some i => Some (minus i) | None => None end
  | Times a b => both times (bounds a) (bounds b)
  | Inverse a => match bounds a with Some i => inverse i | None => None end
  | Power a n => match bounds a with Some i => Some (raised i n) | None => None end
  | Of h a => match bounds a with Some i => apply_in h i | None => None end
  end.

Let U : 0 < IZR u. Proof. apply (IZR_lt 0), Hu. Qed.
Lemma below_div a b r : (0 < b)%Z -> IZR a <= r * IZR b -> IZR (a / b) <= r.
Proof.
  intros Hb H. assert (B : 0 < IZR b) by (apply (IZR_lt 0), Hb). apply (Rmult_le_reg_r (IZR b)); [exact B|]. eapply Rle_trans; [|exact H].
  rewrite <- mult_IZR. apply IZR_le. rewrite Z.mul_comm. apply Z.mul_div_le, Hb.
Qed.
Lemma above_div a b r : (0 < b)%Z -> r * IZR b <= IZR a -> r <= IZR (up_div a b).
Proof.
  intros Hb H. unfold up_div. rewrite opp_IZR. assert (K := below_div (- a) b (- r) Hb). rewrite opp_IZR in K. assert (IZR (- a / b) <= - r) by (apply K; lra). lra.
Qed.
Lemma holds_int n : holds (n * u, n * u)%Z (IZR n).
Proof. unfold holds. simpl. rewrite mult_IZR. lra. Qed.
Lemma holds_one : holds (u, u) 1.
Proof. unfold holds. simpl. lra. Qed.
Lemma holds_plus i j r s : holds i r -> holds j s -> holds (plus i j) (r + s).
Proof. unfold holds, plus. simpl. rewrite !plus_IZR. lra. Qed.
Lemma holds_minus i r : holds i r -> holds (minus i) (- r).
Proof. unfold holds, minus. simpl. rewrite !opp_IZR. lra. Qed.
Lemma corner a b x y : a <= x <= b -> (a * y <= x * y <= b * y) \/ (b * y <= x * y <= a * y).
Proof. intros H. destruct (Rle_lt_dec 0 y); [left | right]; nra. Qed.
Lemma IZR_min a b : IZR (Z.min a b) <= IZR a /\ IZR (Z.min a b) <= IZR b. Proof. split; apply IZR_le; lia. Qed.
Lemma IZR_max a b : IZR a <= IZR (Z.max a b) /\ IZR b <= IZR (Z.max a b). Proof. split; apply IZR_le; lia. Qed.
Lemma over_is a : over a = (a / u)%Z.
Proof.
  unfold over. destruct (Z.shiftl 1 (Z.log2 u) =? u)%Z eqn:E; [|reflexivity]. apply Z.eqb_eq in E. rewrite Z.shiftl_1_l in E.
  rewrite Z.shiftr_div_pow2 by apply Z.log2_nonneg. rewrite E. reflexivity.
Qed.
Lemma holds_times i j r s : holds i r -> holds j s -> holds (times i j) (r * s).
Proof.
  destruct i as [a b], j as [c d]. unfold holds, times. simpl. intros H K. rewrite !over_is. fold (up_div (b * d) u) (up_div (Z.max (Z.max (a * c) (a * d)) (Z.max (b * c) (b * d))) u).
  set (x := r * IZR u) in *. set (y := s * IZR u) in *. assert (E : r * s * IZR u * IZR u = x * y) by (unfold x, y; ring).
  destruct ((0 <=? a) && (0 <=? c))%Z%bool eqn:N; cbn [fst snd].
  - apply Bool.andb_true_iff in N. rewrite !Z.leb_le in N. destruct N as [A C]. apply IZR_le in A, C.
    split; [apply below_div | apply above_div]; try exact Hu; rewrite E, mult_IZR; apply Rmult_le_compat; lra.
  - assert (M1 := IZR_min (a * c) (a * d)). assert (M2 := IZR_min (b * c) (b * d)). assert (M3 := IZR_min (Z.min (a * c) (a * d)) (Z.min (b * c) (b * d))).
    assert (N1 := IZR_max (a * c) (a * d)). assert (N2 := IZR_max (b * c) (b * d)). assert (N3 := IZR_max (Z.max (a * c) (a * d)) (Z.max (b * c) (b * d))).
    rewrite !mult_IZR in *.
    assert (P := corner _ _ _ y H). assert (Q := corner _ _ _ (IZR a) K). assert (T := corner _ _ _ (IZR b) K).
    rewrite (Rmult_comm (IZR c)), (Rmult_comm y), (Rmult_comm (IZR d)) in Q. rewrite (Rmult_comm (IZR c)), (Rmult_comm y), (Rmult_comm (IZR d)) in T.
    split; [apply below_div | apply above_div]; try exact Hu; rewrite E; destruct P, Q, T; lra.
Qed.
Lemma over_both a x y : 0 < x * y -> x <= y -> 0 < a -> a / y <= a / x.
Proof.
  intros P L A. assert (x <> 0) by (intros ->; lra). assert (y <> 0) by (intros ->; lra).
  assert (E : a / x - a / y = a * (y - x) / (x * y)) by (field; split; assumption).
  assert (0 <= a * (y - x) / (x * y)) by (apply Rle_mult_inv_pos; nra). lra.
Qed.
Lemma below_quotient a b r : (b <> 0)%Z -> IZR a / IZR b <= r -> IZR (a / b) <= r.
Proof.
  intros N H. assert (B : IZR b <> 0) by (apply (IZR_neq b 0), N). eapply Rle_trans; [|exact H].
  destruct (Z.lt_trichotomy b 0) as [K | [K | K]]; [|lia|].
  - rewrite <- (Z.div_opp_opp a b) by exact N. replace (IZR a / IZR b) with (IZR (- a) / IZR (- b)) by (rewrite !opp_IZR; field; exact B).
    apply below_div; [lia|]. right. field. rewrite opp_IZR. lra.
  - apply below_div; [exact K|]. right. field. exact B.
Qed.
Lemma above_quotient a b r : (b <> 0)%Z -> r <= IZR a / IZR b -> r <= IZR (up_div a b).
Proof.
  intros N H. unfold up_div. rewrite opp_IZR. assert (B : IZR b <> 0) by (apply (IZR_neq b 0), N).
  assert (K := below_quotient (- a) b (- r) N). rewrite opp_IZR in K. replace (- IZR a / IZR b) with (- (IZR a / IZR b)) in K by (field; exact B).
  assert (IZR (- a / b) <= - r) by (apply K; lra). lra.
Qed.
Lemma holds_inverse i j r : inverse i = Some j -> holds i r -> holds j (/ r) /\ r <> 0.
Proof.
  unfold inverse. destruct ((0 <? fst i) || (snd i <? 0))%Z%bool eqn:E; [|discriminate]. intros [= <-]. destruct i as [a b]. unfold holds. simpl in *. intros H.
  apply Bool.orb_true_iff in E. rewrite !Z.ltb_lt in E. set (x := r * IZR u) in *.
  assert (S : 0 < IZR a \/ IZR b < 0) by (destruct E as [E | E]; [left | right]; apply IZR_lt in E; exact E).
  assert (AB : (a <= b)%Z) by (apply le_IZR; lra). assert (X : x <> 0) by (destruct S; lra). assert (r <> 0) by (intros K; apply X; unfold x; rewrite K; ring).
  assert (F : / r * IZR u = IZR (u * u) / x) by (unfold x; rewrite mult_IZR; field; split; lra).
  assert (UU : 0 < IZR (u * u)) by (rewrite mult_IZR; nra). rewrite F. split; [|assumption]. split.
  - apply below_quotient; [lia|]. apply over_both; [destruct S; nra | lra | exact UU].
  - apply above_quotient; [lia|]. apply over_both; [destruct S; nra | lra | exact UU].
Qed.
Lemma sqrt_below n r : (0 <= n)%Z -> IZR n <= r -> IZR (Z.sqrt n) <= sqrt r.
Proof.
  intros N H. destruct (Z.sqrt_spec n N) as [P _]. assert (Q := Z.sqrt_nonneg n). apply IZR_le in Q. rewrite <- (sqrt_square (IZR (Z.sqrt n))) by exact Q.
  apply sqrt_le_1_alt. rewrite <- mult_IZR. eapply Rle_trans; [|exact H]. apply IZR_le, P.
Qed.
Lemma holds_root i r : holds i r -> holds (root i) (sqrt r).
Proof.
  destruct i as [a b]. unfold holds, root. simpl. intros [H K].
  assert (E : 0 <= r -> sqrt r * IZR u = sqrt (r * IZR u * IZR u)).
  { intros Hr. replace (r * IZR u * IZR u) with (r * (IZR u * IZR u)) by ring. rewrite sqrt_mult_alt by exact Hr. rewrite sqrt_square by lra. reflexivity. }
  destruct (Rle_lt_dec 0 r) as [Hr | Hr].
  - rewrite E by exact Hr. split.
    + destruct (Z_le_dec 0 (a * u)) as [P | P].
      * apply sqrt_below; [exact P|]. rewrite mult_IZR. nra.
      * rewrite Z.sqrt_neg by lia. apply sqrt_pos.
    + assert (B : (0 <= b * u)%Z) by (apply le_IZR; rewrite mult_IZR; apply Rmult_le_pos; nra). destruct (Z.sqrt_spec (b * u) B) as [_ P]. unfold Z.succ in P. assert (Q := Z.sqrt_nonneg (b * u)).
      assert (W : 0 <= IZR (Z.sqrt (b * u) + 1)) by (apply (IZR_le 0); lia).
      rewrite <- (sqrt_square (IZR (Z.sqrt (b * u) + 1))) by exact W. apply sqrt_le_1_alt. rewrite <- mult_IZR.
      apply Rle_trans with (IZR (b * u)); [rewrite mult_IZR; apply Rmult_le_compat_r; lra | apply IZR_le, Z.lt_le_incl, P].
  - rewrite sqrt_neg_0 by lra. rewrite Rmult_0_l. assert (A' : IZR a < 0) by nra. apply lt_IZR in A'. assert (A : (a * u < 0)%Z) by nia.
    rewrite Z.sqrt_neg by lia. split; [lra|]. apply (IZR_le 0). assert (Q := Z.sqrt_nonneg (b * u)). lia.
Qed.
Lemma power2_pos n : (0 < power2 n)%Z.
Proof. unfold power2. assert (H : forall m z, (0 < z)%Z -> (0 < twice (fun z => 2 * z)%Z m z)%Z) by (induction m; cbn [twice]; intros; [assumption | apply IHm; lia]). apply H. lia. Qed.
Lemma twice_2 n : forall z, IZR (twice (fun z => 2 * z)%Z n z) = 2 ^ n * IZR z.
Proof. induction n; intros z; cbn [twice pow]; [ring | rewrite IHn, mult_IZR; ring]. Qed.
Lemma power2_is n : IZR (power2 n) = 2 ^ n.
Proof. unfold power2. rewrite twice_2. ring. Qed.
Lemma holds_scaled n i r : (0 < n)%Z -> holds i r -> holds (scaled n i) (IZR n * r).
Proof. intros Hn. apply IZR_lt in Hn. unfold holds, scaled. simpl. rewrite !mult_IZR. nra. Qed.
Lemma holds_part n i r : (0 < n)%Z -> holds i r -> holds (part n i) (r / IZR n).
Proof.
  intros Hn. assert (N : 0 < IZR n) by (apply (IZR_lt 0), Hn). unfold holds, part. simpl. intros [H K].
  split; [apply below_div | apply above_div]; try exact Hn; replace (r / IZR n * IZR u * IZR n) with (r * IZR u) by (field; lra); assumption.
Qed.
Lemma some_is {A} (x y : A) : Some x = Some y -> x = y. Proof. congruence. Qed.
Lemma holds_exp i j r : exp_in i = Some j -> holds i r -> holds j (exp r).
Proof.
  unfold exp_in. set (k := part (power2 many) i). destruct (inverse _) as [v|] eqn:E; [|discriminate].
  destruct (snd k <? u)%Z eqn:L; [|discriminate]. intros Q H. apply some_is in Q. rewrite <- Q. clear Q. apply Z.ltb_lt in L. apply IZR_lt in L.
  apply (holds_part _ _ _ (power2_pos many)) in H. fold k in H. set (y := r / IZR (power2 many)) in *.
  assert (S : forall n i y, holds i (exp y) -> holds (twice (fun i => times i i) n i) (exp (2 ^ n * y))).
  { induction n; intros i0 y0 H0; cbn [twice pow].
    - rewrite Rmult_1_l. exact H0.
    - replace (2 * 2 ^ n * y0) with (2 ^ n * (y0 + y0)) by ring. apply IHn. rewrite exp_plus. apply holds_times; exact H0. }
  assert (Y : 2 ^ many * y = r) by (unfold y; rewrite power2_is; field; apply pow_nonzero; lra).
  rewrite <- Y. apply S. clearbody k. destruct k as [a b]. unfold holds in H. cbn [fst snd] in *. set (s := b) in *. clearbody s.
  assert (HV : holds (u - s, u - s)%Z ((IZR u - IZR s) / IZR u)) by (unfold holds; simpl; rewrite minus_IZR; split; right; field; lra).
  destruct (holds_inverse _ _ _ E HV) as [V N]. unfold holds in V |- *. cbn [fst snd].
  assert (Y1 : y < 1) by (apply (Rmult_lt_reg_r (IZR u)); lra). assert (A := exp_above y). assert (B := exp_below y Y1). assert (C := exp_pos y). split.
  - destruct (Z.max_spec 0 (u + a)) as [[_ ->] | [_ ->]]; [rewrite plus_IZR; nra | nra].
  - apply Rle_trans with (/ ((IZR u - IZR s) / IZR u) * IZR u); [|exact (proj2 V)]. apply Rmult_le_compat_r; [lra|].
    eapply Rle_trans; [exact B|]. apply Rinv_le_contravar; [apply Rdiv_lt_0_compat; lra|].
    apply (Rmult_le_reg_r (IZR u)); [exact U|]. replace ((IZR u - IZR s) / IZR u * IZR u) with (IZR u - IZR s) by (field; lra). lra.
Qed.
Lemma holds_ln i j r : ln_in i = Some j -> holds i r -> holds j (ln r).
Proof.
  unfold ln_in. set (k := twice root many i). destruct (inverse k) as [v|] eqn:E; [|discriminate].
  destruct ((0 <? fst i) && (0 <? fst k))%Z%bool eqn:L; [|discriminate]. intros Q H. apply some_is in Q. rewrite <- Q. clear Q. apply Bool.andb_true_iff in L. rewrite !Z.ltb_lt in L.
  destruct L as [L L']. apply IZR_lt in L, L'.
  assert (S : forall n i r, holds i r -> 0 < r -> exists z, 0 < z /\ holds (twice root n i) z /\ 2 ^ n * ln z = ln r).
  { induction n; intros i0 r0 H0 P; cbn [twice pow].
    - exists r0. repeat split; [exact P | exact (proj1 H0) | exact (proj2 H0) | ring].
    - destruct (IHn (root i0) (sqrt r0) (holds_root _ _ H0) (sqrt_lt_R0 _ P)) as [z [Z [V W]]]. exists z. repeat split; [exact Z | exact (proj1 V) | exact (proj2 V) |].
      rewrite Rmult_assoc, W. rewrite <- (sqrt_sqrt r0) at 2 by lra. rewrite ln_mult by (apply sqrt_lt_R0, P). ring. }
  assert (P : 0 < r) by (destruct H as [H _]; nra). destruct (S many i r H P) as [z [Z [V W]]]. fold k in V. rewrite <- W, <- power2_is.
  apply (holds_scaled _ (u - snd v, snd k - u)%Z); [apply power2_pos|]. destruct (holds_inverse _ _ _ E V) as [Q _]. unfold holds in *. simpl. rewrite !minus_IZR.
  assert (A := ln_below z Z). assert (B := ln_above z Z). split; nra.
Qed.
Lemma holds_largest i r : holds i r -> Rabs (r * IZR u) <= IZR (largest i).
Proof.
  destruct i as [a b]. unfold holds, largest. simpl. intros [H K]. assert (M := IZR_max (Z.abs a) (Z.abs b)).
  rewrite !abs_IZR in M. apply Rabs_le. assert (A := Rle_abs (- IZR a)). rewrite Rabs_Ropp in A. assert (B := Rle_abs (IZR b)). lra.
Qed.
Lemma holds_cubed i r s m : holds i r -> m = largest i -> Rabs (r - s) <= Rabs r ^ 3 -> holds (fst i - cubed m, snd i + cubed m)%Z s.
Proof.
  intros H -> C. assert (L := holds_largest i r H). set (m := largest i) in *.
  assert (K : Rabs (r - s) * IZR u <= IZR (cubed m)).
  { apply above_div; [nia|]. rewrite !mult_IZR. rewrite Rabs_mult, (Rabs_right (IZR u)) in L by lra. assert (P := Rabs_pos r). assert (P' := Rabs_pos (r - s)).
    apply Rle_trans with (Rabs r ^ 3 * IZR u * (IZR u * IZR u)).
    - apply Rmult_le_compat_r; [nra|]. apply Rmult_le_compat_r; lra.
    - replace (Rabs r ^ 3 * IZR u * (IZR u * IZR u)) with ((Rabs r * IZR u) * (Rabs r * IZR u) * (Rabs r * IZR u)) by ring.
      assert (0 <= Rabs r * IZR u) by nra. repeat apply Rmult_le_compat; try assumption; nra. }
  assert (A := Rle_abs (r - s)). assert (B := Rle_abs (- (r - s))). rewrite Rabs_Ropp in B. unfold holds in *. simpl. rewrite minus_IZR, plus_IZR. split; nra.
Qed.
Lemma holds_waves i r : holds i r -> holds (fst (waves_in i)) (sin r) /\ holds (snd (waves_in i)) (cos r).
Proof.
  intros H. unfold waves_in. set (j := part (power2 few) i). set (m := largest j).
  assert (S : forall n p y, holds (fst p) (sin y) /\ holds (snd p) (cos y) ->
    let q := twice (fun p => (scaled 2 (times (fst p) (snd p)), plus (u, u)%Z (minus (scaled 2 (times (fst p) (fst p)))))) n p in
    holds (fst q) (sin (2 ^ n * y)) /\ holds (snd q) (cos (2 ^ n * y))).
  { induction n; intros p y [A B]; cbn [twice pow]; cbv zeta.
    - rewrite Rmult_1_l. split; assumption.
    - replace (2 * 2 ^ n * y) with (2 ^ n * (2 * y)) by ring. apply IHn. cbn [fst snd]. split.
      + rewrite sin_2a. replace (2 * sin y * cos y) with (2 * (sin y * cos y)) by ring. apply (holds_scaled 2); [lia | apply holds_times; assumption].
      + rewrite cos_2a_sin. replace (1 - 2 * sin y * sin y) with (1 + - (2 * (sin y * sin y))) by ring.
        apply holds_plus; [apply holds_one|]. apply holds_minus, (holds_scaled 2); [lia | apply holds_times; assumption]. }
  apply (holds_part _ _ _ (power2_pos few)) in H. fold j in H. set (y := r / IZR (power2 few)) in *.
  assert (Y : 2 ^ few * y = r) by (unfold y; rewrite power2_is; field; apply pow_nonzero; lra). rewrite <- Y. apply S. cbn [fst snd]. split.
  - apply (holds_cubed j y); [exact H | reflexivity | apply sin_near].
  - assert (L := holds_largest j y H). fold m in L. destruct (cos_below_1 y) as [A B]. unfold holds. simpl. rewrite minus_IZR. split; [|nra].
    assert (K : y * y * IZR u <= IZR (up_div (m * m) u)).
    { apply above_div; [exact Hu|]. rewrite mult_IZR. replace (y * y * IZR u * IZR u) with (Rabs (y * IZR u) * Rabs (y * IZR u)).
      - assert (P := Rabs_pos (y * IZR u)). apply Rmult_le_compat; assumption.
      - rewrite <- Rabs_mult, Rabs_right; [ring | nra]. }
    nra.
Qed.
Lemma holds_atan i j r : atan_in i = Some j -> holds i r -> holds j (atan r).
Proof.
  unfold atan_in. destruct (twice halved few (Some i)) as [k|] eqn:E; [|discriminate]. intros Q H. apply some_is in Q. rewrite <- Q. clear Q.
  assert (N : forall n, twice halved n None = None) by (induction n; simpl; auto).
  assert (S : forall n i j r, twice halved n (Some i) = Some j -> holds i r -> exists z, holds j z /\ 2 ^ n * atan z = atan r).
  { induction n; cbn [twice pow]; intros i0 j0 r0 E0 H0.
    - injection E0 as <-. exists r0. split; [exact H0 | ring].
    - cbn [halved] in E0. destruct (inverse _) as [v|] eqn:F; [|rewrite N in E0; discriminate].
      assert (V : holds (plus (u, u)%Z (root (plus (u, u)%Z (times i0 i0)))) (1 + sqrt (1 + r0 * r0))).
      { apply holds_plus; [apply holds_one|]. apply holds_root, holds_plus; [apply holds_one | apply holds_times; exact H0]. }
      destruct (holds_inverse _ _ _ F V) as [W _]. destruct (IHn _ _ _ E0 (holds_times _ _ _ _ H0 W)) as [z [Z T]]. exists z. split; [exact Z|].
      rewrite Rmult_assoc, T. symmetry. apply atan_half. }
  destruct (S few i k r E H) as [z [Z T]]. rewrite <- T, <- power2_is. apply holds_scaled; [apply power2_pos|].
  apply (holds_cubed k z); [exact Z | reflexivity | apply atan_near].
Qed.
Lemma holds_raised i r n : holds i r -> holds (raised i n) (r ^ n).
Proof.
  intros H. induction n as [|[|n] IH]; [exact holds_one | simpl; rewrite Rmult_1_r; exact H|]. change (r ^ S (S n)) with (r * r ^ S n). apply (holds_times i (raised i (S n))); assumption.
Qed.
Theorem bounds_hold t : forall i, bounds t = Some i -> holds i (real t).
Proof.
  induction t; intros i; simpl; intros E.
  - injection E as <-. apply holds_int.
  - destruct (atan_in (u, u)) as [k|] eqn:F; [|discriminate]. injection E as <-. replace PI with (4 * atan 1) by (rewrite atan_1; field).
    apply (holds_scaled 4); [lia|]. exact (holds_atan _ _ _ F holds_one).
  - destruct (bounds t1) as [i1|], (bounds t2) as [i2|]; try discriminate. injection E as <-. apply holds_plus; auto.
  - destruct (bounds t) as [i1|]; [|discriminate]. injection E as <-. apply holds_minus; auto.
  - destruct (bounds t1) as [i1|], (bounds t2) as [i2|]; try discriminate. injection E as <-. apply holds_times; auto.
  - destruct (bounds t) as [i1|]; [|discriminate]. exact (proj1 (holds_inverse _ _ _ E (IHt _ eq_refl))).
  - destruct (bounds t) as [i1|]; [|discriminate]. injection E as <-. apply holds_raised; auto.
  - destruct (bounds t) as [i1|]; [|discriminate]. specialize (IHt _ eq_refl). destruct h; simpl in *; try (injection E as <-).
    + apply holds_root, IHt.
    + exact (holds_exp _ _ _ E IHt).
    + exact (holds_ln _ _ _ E IHt).
    + apply holds_waves, IHt.
    + apply holds_waves, IHt.
    + exact (holds_atan _ _ _ E IHt).
Qed.
Definition sign_in t := match bounds t with Some (a, b) => if (0 <? a)%Z then Gt else if (b <? 0)%Z then Lt else Eq | None => Eq end.
Lemma sign_holds t : match sign_in t with Gt => 0 < real t | Lt => real t < 0 | Eq => True end.
Proof.
  unfold sign_in. destruct (bounds t) as [[a b]|] eqn:E; [|exact I]. assert (B := bounds_hold t _ E). unfold holds in B. cbn [fst snd] in B.
  destruct (0 <? a)%Z eqn:A; [apply Z.ltb_lt, IZR_lt in A; nra|]. destruct (b <? 0)%Z eqn:K; [apply Z.ltb_lt, IZR_lt in K; nra | exact I].
Qed.
End Bounds.

(* A number as a term: closed terms alone are numbers, the index of a family is none. *)
Ltac term_of r := lazymatch r with
  | IZR Z0 => constr:(Int 0) | IZR (Zpos ?n) => constr:(Int (Zpos n)) | IZR (Zneg ?n) => constr:(Int (Zneg n)) | PI => constr:(Pi)
  | ?a + ?b => let u := term_of a in let v := term_of b in constr:(Plus u v)
  | ?a - ?b => let u := term_of a in let v := term_of b in constr:(Plus u (Minus v))
  | - ?a => let u := term_of a in constr:(Minus u)
  | ?a * ?b => let u := term_of a in let v := term_of b in constr:(Times u v)
  | ?a / ?b => let u := term_of a in let v := term_of b in constr:(Times u (Inverse v))
  | / ?a => let u := term_of a in constr:(Inverse u)
  | ?a ^ ?n => let u := term_of a in constr:(Power u n)
  | sqrt ?a => let u := term_of a in constr:(Of FSqrt u) | exp ?a => let u := term_of a in constr:(Of FExp u)
  | ln ?a => let u := term_of a in constr:(Of FLn u) | sin ?a => let u := term_of a in constr:(Of FSin u)
  | cos ?a => let u := term_of a in constr:(Of FCos u) | atan ?a => let u := term_of a in constr:(Of FAtan u)
  | tan ?a => let u := term_of a in constr:(Times (Of FSin u) (Inverse (Of FCos u)))
  | sinh ?a => let u := term_of a in constr:(Times (Plus (Of FExp u) (Minus (Of FExp (Minus u)))) (Inverse (Int 2)))
  | cosh ?a => let u := term_of a in constr:(Times (Plus (Of FExp u) (Of FExp (Minus u))) (Inverse (Int 2)))
  | tanh ?a => let p := term_of (sinh a) in let q := term_of (cosh a) in constr:(Times p (Inverse q))
  | Rpower ?a ?b => let u := term_of a in let v := term_of b in constr:(Of FExp (Times v (Of FLn u)))
  end.
(* First roughly, then finely. *)
Definition rough := Eval vm_compute in (2 ^ 60)%Z.
Definition fine := Eval vm_compute in (2 ^ 120)%Z.
Lemma number_less u few many a b t : (0 < u)%Z -> real t = b - a -> sign_in u few many t = Gt -> a < b.
Proof. intros U E H. assert (K := sign_holds u few many U t). rewrite H in K. lra. Qed.
Lemma number_more u few many a b t : (0 < u)%Z -> real t = b - a -> sign_in u few many t = Lt -> b < a.
Proof. intros U E H. assert (K := sign_holds u few many U t). rewrite H in K. lra. Qed.
Ltac by_sign lemma d u few many v := apply (lemma u few many _ _ d); [reflexivity | reflexivity | vm_cast_no_check (eq_refl v)].
Ltac signed a b less more := let d := term_of (b - a) in
  let v := eval vm_compute in (sign_in rough 10 18 d) in
  lazymatch v with Gt => less d rough 10%nat 18%nat | Lt => more d rough 10%nat 18%nat | Eq =>
    let v := eval vm_compute in (sign_in fine 25 40 d) in
    lazymatch v with Gt => less d fine 25%nat 40%nat | Lt => more d fine 25%nat 40%nat end end.
Ltac not_so d u few many := fail.
Ltac is_less d u few many := by_sign number_less d u few many Gt.
Ltac apart_less d u few many := apply Rlt_not_eq; by_sign number_less d u few many Gt.
Ltac apart_more d u few many := apply Rgt_not_eq; by_sign number_more d u few many Lt.
(* A comparison of two numbers that are different. *)
Ltac bounded := lazymatch goal with
  | |- ?a < ?b => signed a b is_less not_so | |- ?a > ?b => change (b < a); signed b a is_less not_so
  | |- ?a <= ?b => apply Rlt_le; signed a b is_less not_so | |- ?a >= ?b => apply Rle_ge, Rlt_le; signed b a is_less not_so
  | |- ?a <> ?b => signed a b apart_less apart_more
  end.
