(* Beside a point where parts grow or fall as no power does: bounded parts, logarithms, flat exponentials. A leading term with the
   coefficient 0 says that a part is smaller than a power; `up` says that it grows beyond all bounds. *)
From Coq Require Import Reals ZArith Lra Lia Psatz Rpower.
From DiffCheck Require Import Statement Nearness Composition Branches Points Leading.
Open Scope R_scope.

(* ---- bounded parts ---- *)
Lemma lead_bounded s c g K e : side s -> 0 < e -> near s c (fun x => Rabs (val g x) <= K) -> lead s c g (- e) 0.
Proof.
  intros Hs He B eps Hp. assert (P := Rabs_pos K). assert (L := size_large s c (- e) (Rabs K / eps) Hs ltac:(lra)).
  eapply near_sub; [|exact (near_and _ _ _ _ B L)]. intros x [U V]. replace (val g x - 0 * size s c (- e) x) with (val g x) by ring.
  apply (Rmult_lt_compat_l eps) in V; [|exact Hp]. replace (eps * (Rabs K / eps)) with (Rabs K) in V by (field; lra). assert (Q := Rle_abs K). lra.
Qed.
Lemma lead_sin s c a e : side s -> 0 < e -> lead s c (Fun Sin a) (- e) 0.
Proof. intros Hs He. apply (lead_bounded s c _ 1 e Hs He), near_all. intros x. simpl. apply Rabs_le, SIN_bound. Qed.
Lemma lead_cos s c a e : side s -> 0 < e -> lead s c (Fun Cos a) (- e) 0.
Proof. intros Hs He. apply (lead_bounded s c _ 1 e Hs He), near_all. intros x. simpl. apply Rabs_le, COS_bound. Qed.
Lemma lead_atan s c a e : side s -> 0 < e -> lead s c (Fun Atan a) (- e) 0.
Proof.
  intros Hs He. apply (lead_bounded s c _ PI e Hs He), near_all. intros x. simpl. assert (A := atan_bound (val a x)). assert (B := PI_RGT_0). apply Rabs_le. lra.
Qed.
Lemma tanh_bound y : -1 <= tanh y <= 1.
Proof.
  unfold tanh. assert (P := cosh_pos y). assert (A := exp_pos y). assert (B := exp_pos (- y)). assert (M := fun u : R => Rmult_le_reg_r (cosh y) (-1) u P).
  split; apply (Rmult_le_reg_r (cosh y) _ _ P); unfold Rdiv; rewrite ?Rmult_assoc, ?Rinv_l by lra; unfold cosh, sinh; lra.
Qed.
Lemma lead_tanh s c a e : side s -> 0 < e -> lead s c (Fun Tanh a) (- e) 0.
Proof. intros Hs He. apply (lead_bounded s c _ 1 e Hs He), near_all. intros x. simpl. apply Rabs_le, tanh_bound. Qed.
Lemma lead_nothing s c g r : (forall x, val g x = 0) -> lead s c g r 0.
Proof.
  intros H eps He. apply near_all. intros x. rewrite H, Rmult_0_l, Rminus_0_r, Rabs_R0. apply Rmult_le_pos; [lra | apply Rlt_le, size_pos].
Qed.
(* A function of what has a limit at which it is analytic. *)
Lemma lead_is_near s c a k d : lead s c a 0 k -> 0 < d -> near s c (fun x => Rabs (val a x - k) < d).
Proof.
  intros H Hd. eapply near_sub; [|exact (H (d / 2) ltac:(lra))]. intros x U. cbv beta in U. rewrite size_zero in U. rewrite !Rmult_1_r in U. lra.
Qed.
Lemma lead_from s c a k : (forall d, 0 < d -> near s c (fun x => Rabs (val a x - k) < d)) -> lead s c a 0 k.
Proof. intros H eps He. eapply near_sub; [|exact (H eps He)]. intros x U. rewrite size_zero, !Rmult_1_r. lra. Qed.
Lemma lead_after s c h a k : analytic h k -> lead s c a 0 k -> lead s c (Fun h a) 0 (value_of h k).
Proof.
  intros Ha H. apply lead_from. intros d Hd.
  destruct (continuous_around _ _ d (derivable_continuous _ _ _ (slope_is h k Ha)) Hd) as [e [He U]].
  eapply near_sub; [|exact (lead_is_near s c a k e H He)]. intros x V. exact (U _ V).
Qed.
Lemma lead_weak s c g r k : side s -> 0 < r -> lead s c g r k -> lead s c g 0 0.
Proof. intros Hs Hr H. exact (lead_less s c g 0 r k Hs Hr H). Qed.

(* ---- what grows beyond all bounds ---- *)
Definition up s c g := forall M, near s c (fun x => M < val g x).
Definition down s c g := forall M, near s c (fun x => val g x < M).
Lemma down_opp s c g : up s c g -> down s c (Opp g).
Proof. intros H M. eapply near_sub; [|exact (H (- M))]. intros x U. simpl. lra. Qed.
Lemma up_opp s c g : down s c g -> up s c (Opp g).
Proof. intros H M. eapply near_sub; [|exact (H (- M))]. intros x U. simpl. lra. Qed.
Lemma lead_above s c g r k : lead s c g r k -> 0 < k -> near s c (fun x => k / 2 * size s c r x <= val g x).
Proof.
  intros H Hk. eapply near_sub; [|exact (H (k / 2) ltac:(lra))]. intros x U. cbv beta in U.
  assert (A := Rle_abs (k * size s c r x - val g x)). rewrite Rabs_minus_sym in A. lra.
Qed.
Lemma up_lead s c g r k : side s -> lead s c g r k -> r < 0 -> 0 < k -> up s c g.
Proof.
  intros Hs H Hr Hk M. eapply near_sub; [|exact (near_and _ _ _ _ (lead_above s c g r k H Hk) (size_large s c r (2 * Rabs M / k) Hs Hr))].
  intros x [U V]. cbv beta in *. assert (Z := Rle_abs M). apply (Rmult_lt_compat_l (k / 2)) in V; [|lra].
  replace (k / 2 * (2 * Rabs M / k)) with (Rabs M) in V by (field; lra). lra.
Qed.
Lemma down_lead s c g r k : side s -> lead s c g r k -> r < 0 -> k < 0 -> down s c g.
Proof.
  intros Hs H Hr Hk M. assert (U := up_lead s c (Opp g) r (- k) Hs (lead_opp _ _ _ _ _ H) Hr ltac:(lra) (- M)).
  eapply near_sub; [|exact U]. intros x V. simpl in V. lra.
Qed.
Lemma up_tan s c a : up s c (Div (Fun Sin a) (Fun Cos a)) -> up s c (Fun Tan a). Proof. intros H. exact H. Qed.
Lemma down_tan s c a : down s c (Div (Fun Sin a) (Fun Cos a)) -> down s c (Fun Tan a). Proof. intros H. exact H. Qed.
Lemma up_same s c g h : near s c (fun x => val g x = val h x) -> up s c h -> up s c g.
Proof. intros E H M. eapply near_sub; [|exact (near_and _ _ _ _ E (H M))]. intros x [U V]. rewrite U. exact V. Qed.
Lemma down_same s c g h : near s c (fun x => val g x = val h x) -> down s c h -> down s c g.
Proof. intros E H M. eapply near_sub; [|exact (near_and _ _ _ _ E (H M))]. intros x [U V]. rewrite U. exact V. Qed.
Lemma up_add s c a b k : up s c a -> lead s c b 0 k -> up s c (Add a b).
Proof.
  intros A B M. eapply near_sub; [|exact (near_and _ _ _ _ (A (M - k + 1)) (lead_is_near s c b k 1 B Rlt_0_1))].
  intros x [U V]. apply Rabs_def2 in V. simpl. lra.
Qed.
Lemma up_add_r s c a b k : lead s c a 0 k -> up s c b -> up s c (Add a b).
Proof. intros A B. apply (up_same s c _ (Add b a)); [apply near_all; intros; simpl; ring | exact (up_add s c b a k B A)]. Qed.
Lemma up_add_both s c a b : up s c a -> up s c b -> up s c (Add a b).
Proof. intros A B M. eapply near_sub; [|exact (near_and _ _ _ _ (A (Rabs M)) (B 0))]. intros x [U V]. assert (Z := Rle_abs M). simpl. lra. Qed.
Lemma down_add s c a b k : down s c a -> lead s c b 0 k -> down s c (Add a b).
Proof.
  intros A B M. eapply near_sub; [|exact (near_and _ _ _ _ (A (M - k - 1)) (lead_is_near s c b k 1 B Rlt_0_1))].
  intros x [U V]. apply Rabs_def2 in V. simpl. lra.
Qed.
Lemma down_add_r s c a b k : lead s c a 0 k -> down s c b -> down s c (Add a b).
Proof. intros A B. apply (down_same s c _ (Add b a)); [apply near_all; intros; simpl; ring | exact (down_add s c b a k B A)]. Qed.
Lemma down_add_both s c a b : down s c a -> down s c b -> down s c (Add a b).
Proof. intros A B M. eapply near_sub; [|exact (near_and _ _ _ _ (A (- Rabs M)) (B 0))]. intros x [U V]. assert (Z := Rle_abs (- M)). rewrite Rabs_Ropp in Z. simpl. lra. Qed.
(* A factor that stays above a positive number, or grows. *)
Definition ample s c g := exists b, 0 < b /\ near s c (fun x => b <= val g x).
Lemma ample_lead s c g r k : side s -> lead s c g r k -> r <= 0 -> 0 < k -> ample s c g.
Proof.
  intros Hs H Hr Hk. exists (k / 2). split; [lra|]. destruct (Req_dec r 0) as [-> | N].
  - eapply near_sub; [|exact (lead_above s c g 0 k H Hk)]. intros x U. cbv beta in U. rewrite size_zero in U. lra.
  - eapply near_sub; [|exact (up_lead s c g r k Hs H ltac:(lra) Hk (k / 2))]. intros x U. cbv beta in U. lra.
Qed.
Lemma ample_up s c g : up s c g -> ample s c g.
Proof. intros H. exists 1. split; [lra|]. eapply near_sub; [|exact (H 1)]. intros x U. cbv beta in U. lra. Qed.
Lemma up_mul s c a b : up s c a -> ample s c b -> up s c (Mul a b).
Proof.
  intros A [k [Hk B]] M. eapply near_sub; [|exact (near_and _ _ _ _ (A (Rabs M / k)) B)]. intros x [U V]. simpl.
  assert (Z := Rle_abs M). assert (P := Rabs_pos M). assert (Q : 0 <= Rabs M / k) by (apply Rmult_le_pos; [exact P | apply Rlt_le, Rinv_0_lt_compat, Hk]).
  apply Rle_lt_trans with (Rabs M / k * k); [replace (Rabs M / k * k) with (Rabs M) by (field; lra); exact Z|].
  apply Rle_lt_trans with (Rabs M / k * val b x); [apply Rmult_le_compat_l; assumption | apply Rmult_lt_compat_r; lra].
Qed.
Lemma up_mul_r s c a b : ample s c a -> up s c b -> up s c (Mul a b).
Proof. intros A B. apply (up_same s c _ (Mul b a)); [apply near_all; intros; simpl; ring | exact (up_mul s c b a B A)]. Qed.
Lemma down_mul s c a b : down s c a -> ample s c b -> down s c (Mul a b).
Proof.
  intros A B. apply (down_same s c _ (Opp (Mul (Opp a) b))); [apply near_all; intros; simpl; ring|]. apply down_opp, up_mul; [apply up_opp, A | exact B].
Qed.
Lemma down_mul_r s c a b : ample s c a -> down s c b -> down s c (Mul a b).
Proof. intros A B. apply (down_same s c _ (Mul b a)); [apply near_all; intros; simpl; ring | exact (down_mul s c b a B A)]. Qed.
Lemma up_mul_minus s c a b : down s c a -> ample s c (Opp b) -> up s c (Mul a b).
Proof. intros A B. apply (up_same s c _ (Mul (Opp a) (Opp b))); [apply near_all; intros; simpl; ring|]. apply up_mul; [apply up_opp, A | exact B]. Qed.
Lemma up_mul_minus_r s c a b : ample s c (Opp a) -> down s c b -> up s c (Mul a b).
Proof. intros A B. apply (up_same s c _ (Mul b a)); [apply near_all; intros; simpl; ring | exact (up_mul_minus s c b a B A)]. Qed.
Lemma down_mul_minus s c a b : up s c a -> ample s c (Opp b) -> down s c (Mul a b).
Proof. intros A B. apply (down_same s c _ (Opp (Mul a (Opp b)))); [apply near_all; intros; simpl; ring|]. apply down_opp, up_mul; assumption. Qed.
Lemma down_mul_minus_r s c a b : ample s c (Opp a) -> up s c b -> down s c (Mul a b).
Proof. intros A B. apply (down_same s c _ (Mul b a)); [apply near_all; intros; simpl; ring | exact (down_mul_minus s c b a B A)]. Qed.
(* A quotient by what grows. *)
Lemma lead_div_up s c a b k : lead s c a 0 k -> up s c b -> lead s c (Div a b) 0 0.
Proof.
  intros A B. apply lead_from. intros d Hd. assert (P := Rabs_pos k).
  eapply near_sub; [|exact (near_and _ _ _ _ (lead_is_near s c a k 1 A Rlt_0_1) (B ((Rabs k + 1) / d)))]. intros x [U V]. simpl. rewrite Rminus_0_r.
  assert (Q : 0 < (Rabs k + 1) / d) by (apply Rdiv_lt_0_compat; lra). assert (Pb : 0 < val b x) by lra.
  unfold Rdiv. rewrite Rabs_mult, Rabs_inv, (Rabs_right (val b x)) by lra. apply (Rmult_lt_reg_r (val b x)); [exact Pb|].
  rewrite Rmult_assoc, Rinv_l, Rmult_1_r by lra. apply (Rmult_lt_compat_l d) in V; [|exact Hd].
  replace (d * ((Rabs k + 1) / d)) with (Rabs k + 1) in V by (field; lra).
  assert (W := Rabs_triang (val a x - k) k). replace (val a x - k + k) with (val a x) in W by ring. lra.
Qed.
Lemma lead_div_down s c a b k : lead s c a 0 k -> down s c b -> lead s c (Div a b) 0 0.
Proof.
  intros A B. assert (H := lead_opp _ _ _ _ _ (lead_div_up s c a (Opp b) k A (up_opp _ _ _ B))). eapply lead_is; [|reflexivity|apply Ropp_0].
  apply (lead_same s c _ (Opp (Div a (Opp b)))); [|exact H]. eapply near_sub; [|exact (B 0)]. intros x U. cbv beta in U. simpl. field. lra.
Qed.

(* ---- logarithms ---- *)
Lemma ln_small y e : 0 < e -> 1 <= y -> ln y <= Rpower y e / e.
Proof.
  intros He Hy. assert (L : 0 <= ln y) by (destruct Hy as [Hy | <-]; [rewrite <- ln_1; apply Rlt_le, ln_increasing; lra | rewrite ln_1; lra]).
  apply (Rmult_le_reg_l e); [exact He|]. replace (e * (Rpower y e / e)) with (Rpower y e) by (field; lra).
  unfold Rpower. assert (Q := exp_ineq1_le (e * ln y)). lra.
Qed.
Lemma up_ln s c a : up s c a -> up s c (Fun Ln a).
Proof.
  intros A M. eapply near_sub; [|exact (A (exp M))]. intros x U. cbv beta in U. simpl. rewrite <- (ln_exp M). apply ln_increasing; [apply exp_pos | exact U].
Qed.
Lemma down_ln s c a r k : side s -> lead s c a r k -> 0 < r -> 0 < k -> down s c (Fun Ln a).
Proof.
  intros Hs A Hr Hk M. assert (H := lead_less s c a 0 r k Hs Hr A).
  eapply near_sub; [|exact (near_and _ _ _ _ (lead_above s c a r k A Hk) (lead_is_near s c a 0 (exp M) H (exp_pos M)))]. intros x [U V]. cbv beta in U.
  assert (P : 0 < k / 2 * size s c r x) by (apply Rmult_lt_0_compat; [lra | apply size_pos]). apply Rabs_def2 in V. simpl. rewrite <- (ln_exp M). apply ln_increasing; lra.
Qed.
Lemma up_ln_lead s c a r k : side s -> lead s c a r k -> r < 0 -> 0 < k -> up s c (Fun Ln a).
Proof. intros Hs A Hr Hk. apply up_ln, (up_lead s c a r k); assumption. Qed.
Lemma ln_between y e : 0 < e -> 0 < y -> Rabs (ln y) <= (Rpower y e + Rpower y (- e)) / e.
Proof.
  intros He Hy. assert (A := exp_pos (e * ln y)). assert (B := exp_pos (- e * ln y)). fold (Rpower y e) in A. fold (Rpower y (- e)) in B.
  assert (P : 0 <= Rpower y e / e /\ 0 <= Rpower y (- e) / e) by (split; apply Rlt_le, Rdiv_lt_0_compat; lra).
  replace ((Rpower y e + Rpower y (- e)) / e) with (Rpower y e / e + Rpower y (- e) / e) by (field; lra).
  destruct (Rle_dec 1 y) as [L | L].
  - rewrite Rabs_pos_eq; [assert (Q := ln_small y e He L); lra|]. destruct L as [L | <-]; [rewrite <- ln_1; apply Rlt_le, ln_increasing; lra | rewrite ln_1; lra].
  - assert (I : ln y = - ln (/ y)) by (rewrite ln_Rinv by exact Hy; ring). assert (J : 1 <= / y) by (rewrite <- Rinv_1; apply Rinv_le_contravar; lra).
    rewrite I, Rabs_Ropp, Rabs_pos_eq; [|destruct J as [J | <-]; [rewrite <- ln_1; apply Rlt_le, ln_increasing; lra | rewrite ln_1; lra]].
    assert (Q := ln_small (/ y) e He J). replace (Rpower (/ y) e) with (Rpower y (- e)) in Q; [lra|].
    unfold Rpower. rewrite ln_Rinv by exact Hy. f_equal. ring.
Qed.
Lemma lead_ln s c a r k e : side s -> 0 < e -> lead s c a r k -> 0 < k -> lead s c (Fun Ln a) (- e) 0.
Proof.
  (* |ln y| <= (y^d + y^-d) / d for every d > 0. *)
  intros Hs He A Hk. assert (Pr := Rabs_pos r). set (d := e / (2 * (Rabs r + 1))). assert (Hd : 0 < d) by (apply Rdiv_lt_0_compat; lra).
  assert (W : Rabs r * d < e).
  { unfold d. apply Rle_lt_trans with (e * (/ 2)); [|lra]. replace (Rabs r * (e / (2 * (Rabs r + 1)))) with (e * / 2 * (Rabs r / (Rabs r + 1))) by (field; lra).
    rewrite <- (Rmult_1_r (e * / 2)) at 2. apply Rmult_le_compat_l; [lra|]. apply (Rmult_le_reg_r (Rabs r + 1)); [lra|]. unfold Rdiv. rewrite Rmult_assoc, Rinv_l by lra. lra. }
  assert (V : - e < r * d /\ - e < r * - d).
  { assert (Z := Rle_abs r). assert (Z' := Rle_abs (- r)). rewrite Rabs_Ropp in Z'.
    assert (- Rabs r * d <= r * d <= Rabs r * d) by (split; apply Rmult_le_compat_r; lra). split; lra. }
  assert (HV : forall t y, 0 < y -> value_of (Real t) y = Rpower y t) by (intros t y Hy; simpl; apply power_pos, Hy).
  assert (L1 := lead_less _ _ _ _ _ _ Hs (proj1 V) (lead_power s c a (Real d) r k d (HV d) A Hk)).
  assert (L2 := lead_less _ _ _ _ _ _ Hs (proj2 V) (lead_power s c a (Real (- d)) r k (- d) (HV (- d)) A Hk)).
  clearbody d. intros eps Hp. assert (Q : 0 < eps * d / 2) by (assert (0 < eps * d) by (apply Rmult_lt_0_compat; assumption); lra).
  eapply near_sub; [|exact (near_and _ _ _ _ (near_and _ _ _ _ (L1 _ Q) (L2 _ Q)) (lead_above s c a r k A Hk))]. intros x [[U1 U2] U3].
  assert (P := size_pos s c r x). assert (P' := size_pos s c (- e) x). assert (Y : 0 < val a x) by (assert (0 < k / 2 * size s c r x) by (apply Rmult_lt_0_compat; lra); lra).
  cbn [val] in *. rewrite !HV in * by exact Y. cbn [value_of]. set (S := size s c (- e) x) in *.
  replace (ln (val a x) - 0 * S) with (ln (val a x)) by ring. eapply Rle_trans; [apply (ln_between _ d Hd Y)|].
  apply (Rmult_le_reg_r d); [exact Hd|]. unfold Rdiv. rewrite Rmult_assoc, Rinv_l, Rmult_1_r by lra.
  assert (B1 := Rle_abs (Rpower (val a x) d - 0 * S)). assert (B2 := Rle_abs (Rpower (val a x) (- d) - 0 * S)). lra.
Qed.

(* ---- flat exponentials ---- *)
Lemma INR_beyond A : exists n, A < INR n.
Proof.
  destruct (archimed (Rabs A)) as [H _]. exists (Z.to_nat (Rdefinitions.up (Rabs A))). assert (Z := Rle_abs A). assert (P := Rabs_pos A).
  assert (N : (0 <= Rdefinitions.up (Rabs A))%Z) by (apply le_IZR; lra). rewrite INR_IZR_INZ, Z2Nat.id by exact N. lra.
Qed.
Lemma exp_over_power y n : 0 < y -> (/ INR (S n)) ^ S n * y ^ S n <= exp y.
Proof.
  intros Hy. rewrite <- Rpow_mult_distr. assert (N : 0 < INR (S n)) by (apply lt_0_INR; lia). set (z := / INR (S n) * y).
  assert (Pz : 0 < z) by (apply Rmult_lt_0_compat; [apply Rinv_0_lt_compat, N | exact Hy]).
  apply Rle_trans with (exp z ^ S n).
  - apply pow_incr. assert (Q := exp_ineq1_le z). lra.
  - rewrite <- Rpower_pow by apply exp_pos. unfold Rpower. rewrite ln_exp. replace (INR (S n) * z) with y by (unfold z; field; lra). lra.
Qed.
(* exp of what grows as a power grows faster than every power, and exp of what falls so is smaller than every power. *)
Definition soars s c g := forall r K, near s c (fun x => K * size s c r x <= val g x).
Lemma soars_exp s c a p k : side s -> lead s c a p k -> p < 0 -> 0 < k -> soars s c (Fun Exp a).
Proof.
  intros Hs A Hp Hk r K. destruct (INR_beyond (Rabs r / - p)) as [m Hm]. set (n := S m).
  assert (E : p * INR n < r).
  { assert (Hm' : Rabs r / - p < INR n) by (unfold n; rewrite S_INR; lra). apply (Rmult_lt_compat_l (- p)) in Hm'; [|lra].
    replace (- p * (Rabs r / - p)) with (Rabs r) in Hm' by (field; lra). assert (Z := Rle_abs (- r)). rewrite Rabs_Ropp in Z. lra. }
  set (q := (/ INR n) ^ n * (k / 2) ^ n). assert (N : 0 < INR n) by (apply lt_0_INR; unfold n; lia).
  assert (Hq : 0 < q) by (apply Rmult_lt_0_compat; apply pow_lt; [apply Rinv_0_lt_compat, N | lra]).
  assert (L := size_large s c (p * INR n - r) (Rabs K / q) Hs ltac:(lra)).
  eapply near_sub; [|exact (near_and _ _ _ _ (lead_above s c a p k A Hk) L)]. intros x [U V].
  assert (P := size_pos s c p x). assert (P' := size_pos s c r x). assert (Y : 0 < k / 2 * size s c p x) by (apply Rmult_lt_0_compat; lra).
  simpl. eapply Rle_trans; [|apply (exp_over_power (val a x) m); lra]. fold n.
  apply Rle_trans with ((/ INR n) ^ n * (k / 2 * size s c p x) ^ n).
  2:{ apply Rmult_le_compat_l; [apply Rlt_le, pow_lt, Rinv_0_lt_compat, N | apply pow_incr; lra]. }
  rewrite Rpow_mult_distr, <- Rmult_assoc. fold q.
  replace (size s c p x ^ n) with (size s c (p * INR n - r) x * size s c r x).
  2:{ rewrite <- size_plus. replace (p * INR n - r + r) with (p * INR n) by ring. rewrite <- (Rpower_pow n) by exact P. unfold size. rewrite Rpower_mult. reflexivity. }
  rewrite <- Rmult_assoc. apply Rmult_le_compat_r; [lra|]. apply (Rmult_lt_compat_l q) in V; [|exact Hq].
  replace (q * (Rabs K / q)) with (Rabs K) in V by (field; lra). assert (Z := Rle_abs K). lra.
Qed.
Lemma up_soars s c g : soars s c g -> up s c g.
Proof.
  intros H M. eapply near_sub; [|exact (H 0 (M + 1))]. intros x U. cbv beta in U. rewrite size_zero in U. lra.
Qed.
Lemma soars_mul s c a b r k : soars s c a -> lead s c b r k -> 0 < k -> soars s c (Mul a b).
Proof.
  intros A B Hk t K. eapply near_sub; [|exact (near_and _ _ _ _ (A (t - r) (Rabs K * 2 / k)) (lead_above s c b r k B Hk))]. intros x [U V]. cbn [val].
  assert (P := size_pos s c r x). assert (P' := size_pos s c (t - r) x). assert (Z := Rle_abs K). assert (Y := Rabs_pos K).
  assert (Q : 0 <= Rabs K * 2 / k * size s c (t - r) x) by (apply Rmult_le_pos; [apply Rmult_le_pos; [lra | apply Rlt_le, Rinv_0_lt_compat, Hk] | lra]).
  assert (Q' : 0 < k / 2 * size s c r x) by (apply Rmult_lt_0_compat; lra).
  apply Rle_trans with (Rabs K * 2 / k * size s c (t - r) x * (k / 2 * size s c r x)).
  - replace t with (t - r + r) at 1 by ring. rewrite size_plus.
    replace (Rabs K * 2 / k * size s c (t - r) x * (k / 2 * size s c r x)) with (Rabs K * (size s c (t - r) x * size s c r x)) by (field; lra).
    apply Rmult_le_compat_r; [|exact Z]. apply Rlt_le, Rmult_lt_0_compat; assumption.
  - apply Rmult_le_compat; lra.
Qed.
Lemma soars_mul_r s c a b r k : lead s c a r k -> 0 < k -> soars s c b -> soars s c (Mul a b).
Proof.
  intros A Hk B t K. eapply near_sub; [|exact (soars_mul s c b a r k B A Hk t K)]. intros x U. cbn [val] in *. lra.
Qed.
Lemma lead_flat s c a p k r : side s -> lead s c a p k -> p < 0 -> k < 0 -> lead s c (Fun Exp a) r 0.
Proof.
  intros Hs A Hp Hk eps He. assert (H := soars_exp s c (Opp a) p (- k) Hs (lead_opp _ _ _ _ _ A) Hp ltac:(lra) (- r) (/ eps)).
  eapply near_sub; [|exact H]. intros x U. simpl in *. rewrite Rmult_0_l, Rminus_0_r, Rabs_pos_eq by apply Rlt_le, exp_pos.
  rewrite exp_Ropp in U. assert (P := size_pos s c (- r) x). assert (E : size s c r x * size s c (- r) x = 1) by (rewrite <- size_plus; replace (r + - r) with 0 by ring; apply size_zero).
  assert (Y := exp_pos (val a x)). apply (Rmult_le_compat_l (eps * size s c r x * exp (val a x))) in U; [|apply Rmult_le_pos; [apply Rmult_le_pos; [lra | apply Rlt_le, size_pos] | lra]].
  replace (eps * size s c r x * exp (val a x) * (/ eps * size s c (- r) x)) with (exp (val a x) * (size s c r x * size s c (- r) x)) in U by (field; lra).
  rewrite E in U. replace (eps * size s c r x * exp (val a x) * / exp (val a x)) with (eps * size s c r x) in U by (field; lra). lra.
Qed.
Lemma lead_exp_down s c a : down s c a -> lead s c (Fun Exp a) 0 0.
Proof.
  intros A. apply lead_from. intros d Hd. eapply near_sub; [|exact (A (ln d))]. intros x U. cbv beta in U. simpl.
  rewrite Rminus_0_r, Rabs_pos_eq by apply Rlt_le, exp_pos. rewrite <- (exp_ln d) by exact Hd. apply exp_increasing, U.
Qed.
Lemma up_exp s c a : up s c a -> up s c (Fun Exp a).
Proof.
  intros A M. eapply near_sub; [|exact (A M)]. intros x U. cbv beta in U. simpl. assert (Q := exp_ineq1_le (val a x)). lra.
Qed.

(* ---- bounded increasing functions of what grows ---- *)
Lemma lead_atan_up s c a : up s c a -> lead s c (Fun Atan a) 0 (PI / 2).
Proof.
  intros A. apply lead_from. intros d Hd. assert (P := PI_RGT_0). set (e := Rmin (d / 2) (PI / 4)).
  destruct (min_pos (d / 2) (PI / 4)) as [M [M1 M2]]; try lra. fold e in M, M1, M2.
  eapply near_sub; [|exact (A (tan (PI / 2 - e)))]. intros x U. cbv beta in U. simpl. assert (B := atan_bound (val a x)).
  apply atan_increasing in U. rewrite atan_tan in U by lra. apply Rabs_def1; lra.
Qed.
Lemma lead_atan_down s c a : down s c a -> lead s c (Fun Atan a) 0 (- (PI / 2)).
Proof.
  intros A. apply (lead_same s c _ (Opp (Fun Atan (Opp a)))); [|apply lead_opp, lead_atan_up, up_opp, A].
  apply near_all. intros x. simpl. rewrite atan_opp. ring.
Qed.
(* ---- signs ---- *)
Lemma positive_lead s c g r k : lead s c g r k -> 0 < k -> positive s c g.
Proof.
  intros H Hk. eapply near_sub; [|exact (lead_above s c g r k H Hk)]. intros x U. cbv beta in U. assert (P := size_pos s c r x).
  assert (0 < k / 2 * size s c r x) by (apply Rmult_lt_0_compat; lra). lra.
Qed.
Lemma positive_up s c g : up s c g -> positive s c g. Proof. intros H. exact (H 0). Qed.
Lemma limit_up f g s c : side s -> branch s c f g -> up s c g -> limit f c s PInf.
Proof.
  intros Hs B H. split; [exact (branch_reaches f c s g B)|]. intros M. eapply near_sub; [|exact (near_and _ _ _ _ B (H M))]. intros x [[_ E] U] _. rewrite E. exact U.
Qed.
Lemma limit_down f g s c : side s -> branch s c f g -> down s c g -> limit f c s MInf.
Proof.
  intros Hs B H. split; [exact (branch_reaches f c s g B)|]. intros M. eapply near_sub; [|exact (near_and _ _ _ _ B (H M))]. intros x [[_ E] U] _. rewrite E. exact U.
Qed.
Lemma limit_lead f g s c k : side s -> branch s c f g -> lead s c g 0 k -> limit f c s (Fin k).
Proof.
  intros Hs B H. split; [exact (branch_reaches f c s g B)|]. intros eps He. eapply near_sub; [|exact (near_and _ _ _ _ B (lead_is_near s c g k eps H He))].
  intros x [[_ E] U] _. rewrite E. exact U.
Qed.
