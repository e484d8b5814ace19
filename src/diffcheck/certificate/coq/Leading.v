(* Leading terms: g(c + s h) = h^r (k + o(1)) for a real exponent r. They give limits and slopes where a branch is not analytic at the point. *)
From Coq Require Import Reals ZArith Lra Lia Psatz Rpower.
From DiffCheck Require Import Statement Nearness Composition Branches Points.
Open Scope R_scope.

Definition size s c r x := Rpower (s * (x - c)) r.
Definition lead s c g r k := forall eps, 0 < eps -> near s c (fun x => Rabs (val g x - k * size s c r x) <= eps * size s c r x).
Lemma size_pos s c r x : 0 < size s c r x. Proof. apply exp_pos. Qed.
Lemma size_plus s c r t x : size s c (r + t) x = size s c r x * size s c t x. Proof. apply Rpower_plus. Qed.
Lemma size_zero s c x : size s c 0 x = 1. Proof. unfold size, Rpower. rewrite Rmult_0_l. apply exp_0. Qed.
Lemma size_of s c r h : side s -> size s c r (c + s * h) = Rpower h r.
Proof. intros [-> | ->]; unfold size; f_equal; ring. Qed.
Lemma size_small s c r eps : side s -> 0 < r -> 0 < eps -> near s c (fun x => size s c r x < eps).
Proof.
  intros Hs Hr He. exists (Rpower eps (/ r)). split; [apply exp_pos|]. intros h Hh. rewrite size_of by exact Hs.
  replace eps with (Rpower (Rpower eps (/ r)) r) by (rewrite Rpower_mult, Rinv_l, Rpower_1; lra).
  unfold Rpower at 1 2. apply exp_increasing. apply Rmult_lt_compat_l; [exact Hr|]. apply ln_increasing; lra.
Qed.
Lemma size_large s c r M : side s -> r < 0 -> near s c (fun x => M < size s c r x).
Proof.
  intros Hs Hr. assert (P : 0 < Rabs M + 1) by (assert (Q := Rabs_pos M); lra).
  eapply near_sub; [|exact (size_small s c (- r) (/ (Rabs M + 1)) Hs ltac:(lra) (Rinv_0_lt_compat _ P))]. intros x U. cbv beta in U.
  assert (E : size s c (- r) x * size s c r x = 1) by (rewrite <- size_plus; replace (- r + r) with 0 by ring; apply size_zero).
  assert (A := size_pos s c r x). assert (B := Rle_abs M).
  assert (F : (Rabs M + 1) * size s c (- r) x < 1) by (apply (Rmult_lt_compat_l (Rabs M + 1)) in U; [rewrite Rinv_r in U; lra | exact P]). nra.
Qed.
Lemma lead_is s c g r k r' k' : lead s c g r k -> r = r' -> k = k' -> lead s c g r' k'.
Proof. intros H <- <-. exact H. Qed.
Lemma lead_tan s c a r k : lead s c (Div (Fun Sin a) (Fun Cos a)) r k -> lead s c (Fun Tan a) r k. Proof. intros H. exact H. Qed.
Lemma lead_same s c g h r k : near s c (fun x => val g x = val h x) -> lead s c h r k -> lead s c g r k.
Proof. intros E H eps He. eapply near_sub; [|exact (near_and _ _ _ _ E (H eps He))]. intros x [U V]. rewrite U. exact V. Qed.
Lemma lead_here s c g : side s -> regular g c -> lead s c g 0 (val g c).
Proof.
  intros Hs Rg eps He. eapply near_sub; [|exact (around_near s c _ Hs (continuous_around _ _ _ (regular_continuous g c Rg) He))].
  intros x U. cbv beta in U. rewrite size_zero, !Rmult_1_r. lra.
Qed.
Lemma lead_next s c g n k : side s -> regular g c -> val g c = 0 -> lead s c (D g) (INR n) k -> lead s c g (INR (S n)) (s * k / INR (S n)).
Proof.
  intros Hs Rg Z H eps He. destruct (H eps He) as [d [Hd A]]. destruct (regular_around g c Rg) as [e [He' B]]. destruct (min_pos d e Hd He') as [M [P Q]].
  exists (Rmin d e). split; [exact M|]. intros h Hh. rewrite size_of, Rpower_pow by (exact Hs || lra).
  assert (N : INR (S n) <> 0) by (apply not_0_INR; lia).
  set (phi := fun t => val g t - s * k / INR (S n) * (s * (t - c)) ^ S n).
  assert (DP : forall t, Rabs (t - c) <= h -> derivable_pt_lim phi t (val (D g) t - k * (s * (t - c)) ^ n)).
  { intros t Ht. unfold phi. apply (derivable_pt_lim_minus (val g) (fun t => s * k / INR (S n) * (s * (t - c)) ^ S n)); [apply regular_derivable, B; lra|].
    eapply derivable_is.
    - apply (derivable_pt_lim_scal (fun t => (s * (t - c)) ^ S n)). apply (derivable_pt_lim_comp (fun t => s * (t - c)) (fun y => y ^ S n)); [|apply derivable_pt_lim_pow].
      apply (derivable_pt_lim_scal (fun t => t - c)). apply (derivable_pt_lim_minus id (fun _ => c)); [apply derivable_pt_lim_id | apply derivable_pt_lim_const].
    - simpl pred. replace (s * k / INR (S n) * (INR (S n) * (s * (t - c)) ^ n * (s * (1 - 0)))) with (s * s * (k * (s * (t - c)) ^ n)) by (field; exact N).
      replace (s * s) with 1 by (destruct Hs as [-> | ->]; ring). ring. }
  assert (K : forall t, 0 < s * (t - c) <= h -> Rabs (val (D g) t - k * (s * (t - c)) ^ n) <= eps * h ^ n).
  { intros t Ht. assert (T := A (s * (t - c))). replace (c + s * (s * (t - c))) with t in T by (destruct Hs as [-> | ->]; ring).
    assert (E : 0 < s * (t - c) < d) by lra. specialize (T E). unfold size in T. rewrite Rpower_pow in T by lra.
    eapply Rle_trans; [exact T|]. apply Rmult_le_compat_l; [lra|]. apply pow_incr. lra. }
  assert (P0 : phi c = 0) by (unfold phi; rewrite Z; replace (s * (c - c)) with 0 by ring; simpl; ring).
  assert (PH : phi (c + s * h) = val g (c + s * h) - s * k / INR (S n) * h ^ S n).
  { unfold phi. replace (s * (c + s * h - c)) with h by (destruct Hs as [-> | ->]; ring). reflexivity. }
  rewrite <- PH. replace (eps * h ^ S n) with (eps * h ^ n * h) by (simpl; ring).
  destruct Hs as [-> | ->].
  - destruct (MVT_cor2 phi (fun t => val (D g) t - k * (1 * (t - c)) ^ n) c (c + 1 * h)) as [t [T1 T2]]; [lra | intros t Ht; apply DP; rewrite Rabs_right; lra |].
    rewrite P0, Rminus_0_r in T1. rewrite T1, Rabs_mult. replace (c + 1 * h - c) with h by ring. rewrite (Rabs_right h) by lra.
    apply Rmult_le_compat_r; [lra | exact (K t ltac:(lra))].
  - destruct (MVT_cor2 phi (fun t => val (D g) t - k * (-1 * (t - c)) ^ n) (c + -1 * h) c) as [t [T1 T2]]; [lra | intros t Ht; apply DP; rewrite Rabs_left1; lra |].
    rewrite P0 in T1. assert (T3 : phi (c + -1 * h) = - ((val (D g) t - k * (-1 * (t - c)) ^ n) * h)).
    { replace (c - (c + -1 * h)) with h in T1 by ring. lra. }
    rewrite T3, Rabs_Ropp, Rabs_mult, (Rabs_right h) by lra. apply Rmult_le_compat_r; [lra | exact (K t ltac:(lra))].
Qed.
Lemma lead_first s c g : side s -> regular g c -> val g c = 0 -> lead s c g 1 (s * val (D g) c).
Proof.
  intros Hs Rg Z. eapply lead_is; [apply (lead_next s c g 0 (val (D g) c) Hs Rg Z) | reflexivity | simpl; field].
  apply lead_here; [exact Hs | apply regular_D, Rg].
Qed.
Lemma lead_opp s c a r k : lead s c a r k -> lead s c (Opp a) r (- k).
Proof.
  intros H eps He. eapply near_sub; [|exact (H eps He)]. intros x U. simpl.
  replace (- val a x - - k * size s c r x) with (- (val a x - k * size s c r x)) by ring. rewrite Rabs_Ropp. exact U.
Qed.
Lemma lead_add_equal s c a b r k k' : lead s c a r k -> lead s c b r k' -> lead s c (Add a b) r (k + k').
Proof.
  intros A B eps He. eapply near_sub; [|exact (near_and _ _ _ _ (A (eps / 2) ltac:(lra)) (B (eps / 2) ltac:(lra)))]. intros x [U V]. simpl.
  replace (val a x + val b x - (k + k') * size s c r x) with ((val a x - k * size s c r x) + (val b x - k' * size s c r x)) by ring.
  eapply Rle_trans; [apply Rabs_triang|]. lra.
Qed.
Lemma lead_less s c b r r' k : side s -> r < r' -> lead s c b r' k -> lead s c b r 0.
Proof.
  intros Hs L B eps He. assert (P := Rabs_pos k).
  eapply near_sub; [|exact (near_and _ _ _ _ (B 1 Rlt_0_1) (size_small s c (r' - r) (eps / (Rabs k + 1)) Hs ltac:(lra) ltac:(apply Rdiv_lt_0_compat; lra)))].
  intros x [U V]. rewrite Rmult_0_l, Rminus_0_r. replace r' with (r + (r' - r)) in U by ring. rewrite size_plus in U.
  assert (S1 := size_pos s c r x). assert (S2 := size_pos s c (r' - r) x). set (S := size s c r x) in *. set (T := size s c (r' - r) x) in *.
  assert (W : Rabs (val b x) <= (Rabs k + 1) * (S * T)).
  { replace (val b x) with ((val b x - k * (S * T)) + k * (S * T)) by ring. eapply Rle_trans; [apply Rabs_triang|].
    rewrite (Rabs_mult k), (Rabs_right (S * T)) by nra. lra. }
  assert (Y : (Rabs k + 1) * T < eps).
  { apply (Rmult_lt_compat_l (Rabs k + 1)) in V; [|lra]. replace ((Rabs k + 1) * (eps / (Rabs k + 1))) with eps in V by (field; lra). exact V. }
  nra.
Qed.
Lemma lead_add_l s c a b r r' k k' : side s -> lead s c a r k -> lead s c b r' k' -> r < r' -> lead s c (Add a b) r k.
Proof. intros Hs A B L. eapply lead_is; [apply (lead_add_equal _ _ _ _ _ _ _ A (lead_less _ _ _ _ _ _ Hs L B)) | reflexivity | ring]. Qed.
Lemma lead_add_r s c a b r r' k k' : side s -> lead s c a r k -> lead s c b r' k' -> r' < r -> lead s c (Add a b) r' k'.
Proof. intros Hs A B L. eapply lead_is; [apply (lead_add_equal _ _ _ _ _ _ _ (lead_less _ _ _ _ _ _ Hs L A) B) | reflexivity | ring]. Qed.
Lemma lead_mul s c a b r r' k k' : lead s c a r k -> lead s c b r' k' -> lead s c (Mul a b) (r + r') (k * k').
Proof.
  intros A B eps He. assert (P := Rabs_pos k). assert (P' := Rabs_pos k'). assert (W : 0 < eps / (Rabs k + Rabs k' + 1)) by (apply Rdiv_lt_0_compat; lra).
  destruct (min_pos 1 _ Rlt_0_1 W) as [M [M1 M2]]. set (e := Rmin 1 (eps / (Rabs k + Rabs k' + 1))) in *.
  assert (E : e * (Rabs k + Rabs k' + 1) <= eps).
  { apply (Rmult_le_compat_r (Rabs k + Rabs k' + 1)) in M2; [|lra]. replace (eps / (Rabs k + Rabs k' + 1) * (Rabs k + Rabs k' + 1)) with eps in M2 by (field; lra). exact M2. }
  eapply near_sub; [|exact (near_and _ _ _ _ (A e M) (B e M))]. intros x [U V]. simpl. rewrite size_plus.
  assert (S1 := size_pos s c r x). assert (S2 := size_pos s c r' x). set (S := size s c r x) in *. set (T := size s c r' x) in *.
  replace (val a x * val b x - k * k' * (S * T)) with ((val a x - k * S) * (val b x - k' * T) + (val a x - k * S) * (k' * T) + k * S * (val b x - k' * T)) by ring.
  eapply Rle_trans; [apply Rabs_triang|]. eapply Rle_trans; [apply Rplus_le_compat_r, Rabs_triang|]. rewrite !Rabs_mult, (Rabs_right S), (Rabs_right T) by lra.
  assert (X1 := Rabs_pos (val a x - k * S)). assert (X2 := Rabs_pos (val b x - k' * T)).
  assert (Y1 : Rabs (val a x - k * S) * Rabs (val b x - k' * T) <= (e * S) * (e * T)) by (apply Rmult_le_compat; assumption).
  assert (Y2 : Rabs (val a x - k * S) * (Rabs k' * T) <= (e * S) * (Rabs k' * T)) by (apply Rmult_le_compat_r; [nra | exact U]).
  assert (Y3 : Rabs k * S * Rabs (val b x - k' * T) <= Rabs k * S * (e * T)) by (apply Rmult_le_compat_l; [nra | exact V]).
  clearbody e S T. assert (ST : 0 < S * T) by (apply Rmult_lt_0_compat; assumption).
  assert (Y4 : e * S * (e * T) <= 1 * (e * (S * T))).
  { replace (e * S * (e * T)) with (e * (e * (S * T))) by ring. apply Rmult_le_compat_r; [apply Rlt_le, Rmult_lt_0_compat; assumption | exact M1]. }
  apply (Rmult_le_compat_r (S * T)) in E; [|lra].
  replace (e * (Rabs k + Rabs k' + 1) * (S * T)) with (1 * (e * (S * T)) + e * S * (Rabs k' * T) + Rabs k * S * (e * T)) in E by ring. lra.
Qed.
Lemma lead_pow s c a n r k : lead s c a r k -> lead s c (Pow a n) (INR n * r) (k ^ n).
Proof.
  intros A. induction n.
  - intros eps He. apply near_all. intros x. simpl. rewrite Rmult_0_l, size_zero. replace (1 - 1 * 1) with 0 by ring. rewrite Rabs_R0. lra.
  - apply (lead_same s c _ (Mul a (Pow a n))); [apply near_all; intros x; reflexivity|].
    eapply lead_is; [exact (lead_mul s c a (Pow a n) r (INR n * r) k (k ^ n) A IHn) | rewrite S_INR; ring | reflexivity].
Qed.
Lemma lead_power s c a h r k e : (forall y, 0 < y -> value_of h y = Rpower y e) -> lead s c a r k -> 0 < k -> lead s c (Fun h a) (r * e) (Rpower k e).
Proof.
  intros HV A Hk eps He. assert (C := derivable_continuous _ _ _ (derivable_pt_lim_power k e Hk)).
  destruct (continuous_around _ _ eps C He) as [d [Hd HC]]. destruct (min_pos (k / 2) (d / 2)) as [M [M1 M2]]; try lra.
  eapply near_sub; [|exact (A _ M)]. intros x U. cbv beta in U. assert (S1 := size_pos s c r x). set (S := size s c r x) in *.
  set (t := val a x / S). assert (E : val a x = t * S) by (unfold t; field; lra).
  assert (T : Rabs (t - k) <= Rmin (k / 2) (d / 2)).
  { rewrite E in U. replace (t * S - k * S) with ((t - k) * S) in U by ring. rewrite Rabs_mult, (Rabs_right S) in U by lra.
    apply (Rmult_le_reg_r S); assumption. }
  assert (T0 : 0 < t) by (assert (Y := Rle_abs (k - t)); rewrite Rabs_minus_sym in Y; lra).
  specialize (HC t ltac:(lra)). cbv beta in HC. cbn [val]. rewrite HV by (rewrite E; apply Rmult_lt_0_compat; assumption).
  rewrite E, <- Rpower_mult_distr by assumption. assert (Z : size s c (r * e) x = Rpower S e) by (unfold S, size; rewrite Rpower_mult; reflexivity).
  rewrite Z. assert (S2 : 0 < Rpower S e) by apply exp_pos.
  replace (Rpower t e * Rpower S e - Rpower k e * Rpower S e) with ((Rpower t e - Rpower k e) * Rpower S e) by ring.
  rewrite Rabs_mult, (Rabs_right (Rpower S e)) by lra. apply Rmult_le_compat_r; lra.
Qed.
Lemma lead_sqrt s c a r k : lead s c a r k -> 0 < k -> lead s c (Fun Sqrt a) (r * / 2) (Rpower k (/ 2)).
Proof. apply lead_power. intros y Hy. simpl. symmetry. apply Rpower_sqrt, Hy. Qed.
Lemma lead_rat s c a p q r k : lead s c a r k -> 0 < k -> lead s c (Fun (Rat p q) a) (r * (IZR p / IZR (Zpos q))) (Rpower k (IZR p / IZR (Zpos q))).
Proof. apply lead_power. intros y Hy. simpl. apply power_pos, Hy. Qed.
Lemma lead_rat_neg s c a p q r k : lead s c a r k -> k < 0 -> lead s c (Fun (Rat p q) a) (r * (IZR p / IZR (Zpos q))) ((if Z.even p then 1 else -1) * Rpower (- k) (IZR p / IZR (Zpos q))).
Proof.
  intros A Hk. assert (B := lead_opp _ _ _ _ _ A). assert (N : near s c (fun x => val a x < 0)).
  { eapply near_sub; [|exact (A (- k / 2) ltac:(lra))]. intros x U. cbv beta in U. assert (S1 := size_pos s c r x).
    assert (Y := Rle_abs (val a x - k * size s c r x)). nra. }
  assert (Q := lead_rat s c (Opp a) p q r (- k) B ltac:(lra)).
  intros eps He. eapply near_sub; [|exact (near_and _ _ _ _ N (Q eps He))]. intros x [U V]. cbn [val value_of] in *.
  rewrite power_neg by exact U. rewrite power_pos in V by lra. destruct (Z.even p).
  - rewrite !Rmult_1_l. exact V.
  - match goal with |- Rabs (-1 * ?u - -1 * ?v * ?w) <= _ => replace (-1 * u - -1 * v * w) with (- (u - v * w)) by ring end. rewrite Rabs_Ropp. exact V.
Qed.
Lemma lead_inverse s c b r k : lead s c b r k -> k <> 0 -> lead s c (Div (Num 1) b) (- r) (/ k).
Proof.
  intros B N eps He. assert (P : 0 < Rabs k) by (apply Rabs_pos_lt, N).
  assert (W : 0 < eps * (Rabs k * Rabs k) / 2) by (apply Rdiv_lt_0_compat; [repeat apply Rmult_lt_0_compat; assumption | lra]).
  destruct (min_pos (Rabs k / 2) _ ltac:(lra) W) as [M [M1 M2]]. eapply near_sub; [|exact (B _ M)]. intros x U. cbv beta in U. simpl.
  assert (S1 := size_pos s c r x). assert (S2 := size_pos s c (- r) x).
  assert (E : size s c r x * size s c (- r) x = 1) by (rewrite <- size_plus; replace (r + - r) with 0 by ring; apply size_zero).
  set (S := size s c r x) in *. set (T := size s c (- r) x) in *. set (y := val b x) in *. set (m := Rmin (Rabs k / 2) (eps * (Rabs k * Rabs k) / 2)) in *.
  clearbody S T y m. apply (Rmult_le_compat_r S) in M1; [|lra]. apply (Rmult_le_compat_r S) in M2; [|lra].
  assert (Y : Rabs k / 2 * S <= Rabs y).
  { assert (Z := Rabs_triang_inv (k * S) (k * S - y)). replace (k * S - (k * S - y)) with y in Z by ring.
    rewrite (Rabs_minus_sym (k * S) y), Rabs_mult, (Rabs_right S) in Z by lra. lra. }
  assert (PS : 0 < Rabs k / 2 * S) by (apply Rmult_lt_0_compat; lra). assert (V : 0 < Rabs y) by lra.
  assert (Y0 : y <> 0) by (intros K; rewrite K, Rabs_R0 in V; lra).
  assert (F : 1 / y - / k * T = (k * S - y) * T / (k * y)) by (replace 1 with (S * T) by exact E; field; split; assumption).
  rewrite F. unfold Rdiv at 1. rewrite !Rabs_mult, Rabs_inv, Rabs_mult, (Rabs_right T), (Rabs_minus_sym (k * S) y) by lra.
  assert (PK : 0 < Rabs k * Rabs y) by (apply Rmult_lt_0_compat; assumption). apply (Rmult_le_reg_r (Rabs k * Rabs y)); [exact PK|].
  rewrite Rmult_assoc, Rinv_l, Rmult_1_r by lra.
  assert (EK : 0 < eps * Rabs k) by (apply Rmult_lt_0_compat; assumption).
  apply (Rmult_le_compat_l (eps * Rabs k)) in Y; [|lra].
  assert (G : Rabs (y - k * S) <= eps * Rabs k * Rabs y) by lra. apply (Rmult_le_compat_r T) in G; lra.
Qed.
Lemma lead_div s c a b r r' k k' : lead s c a r k -> lead s c b r' k' -> k' <> 0 -> lead s c (Div a b) (r + - r') (k * / k').
Proof.
  intros A B N. apply (lead_same s c _ (Mul a (Div (Num 1) b))); [apply near_all; intros x; simpl; unfold Rdiv; ring|].
  apply lead_mul; [exact A | apply lead_inverse; assumption].
Qed.

(* ---- limits and slopes ---- *)
Section OneSide.
Variables (f g : expr) (s c : R).
Hypotheses (Hs : side s) (B : branch s c f g).
Theorem lead_limit l r k : lead s c (Sub g (Cst l)) r k -> 0 < r -> limit f c s (Fin l).
Proof.
  intros H Hr. split; [exact (branch_reaches f c s g B)|]. intros eps He. assert (P := Rabs_pos k).
  assert (H0 := lead_less s c _ 0 r k Hs Hr H). eapply near_sub; [|exact (near_and _ _ _ _ B (H0 (eps / 2) ltac:(lra)))].
  intros x [[_ U] V] _. rewrite U. rewrite size_zero in V. simpl in V. replace (val g x + - l - 0 * 1) with (val g x - l) in V by ring. lra.
Qed.
Theorem lead_rises r k : lead s c g r k -> r < 0 -> 0 < k -> limit f c s PInf.
Proof.
  intros H Hr Hk. split; [exact (branch_reaches f c s g B)|]. intros M.
  eapply near_sub; [|exact (near_and _ _ _ _ B (near_and _ _ _ _ (H (k / 2) ltac:(lra)) (size_large s c r (2 * Rabs M / k) Hs Hr)))].
  intros x [[_ U] [V W]] _. rewrite U. assert (Y := Rle_abs (k * size s c r x - val g x)). rewrite Rabs_minus_sym in Y. assert (Z := Rle_abs M).
  assert (2 * Rabs M < k * size s c r x) by (apply (Rmult_lt_compat_l k) in W; [|lra]; replace (k * (2 * Rabs M / k)) with (2 * Rabs M) in W by (field; lra); exact W). lra.
Qed.
Hypotheses (Dc : dom f c).
Lemma lead_quotient r k : lead s c (Sub g (Cst (val f c))) r k -> forall eps, 0 < eps ->
  near s c (fun x => Rabs (quotient (val f) c x - s * k * size s c (r - 1) x) <= eps * size s c (r - 1) x).
Proof.
  intros H eps He. destruct (near_and _ _ _ _ B (H eps He)) as [d [Hd K]]. exists d. split; [exact Hd|]. intros h Hh. destruct (K h Hh) as [[_ U] V].
  unfold quotient. rewrite U. simpl in V. rewrite size_of in * by exact Hs. replace (c + s * h - c) with (s * h) by ring.
  replace r with (r - 1 + 1) in V by ring. rewrite Rpower_plus, Rpower_1 in V by lra. set (S := Rpower h (r - 1)) in *.
  replace ((val g (c + s * h) - val f c) / (s * h) - s * k * S) with (s * (val g (c + s * h) + - val f c - k * (S * h)) / h).
  2:{ destruct Hs as [-> | ->]; field; lra. }
  unfold Rdiv. rewrite !Rabs_mult, Rabs_inv, (Rabs_right h) by lra. replace (Rabs s) with 1 by (destruct Hs as [-> | ->]; [rewrite Rabs_right | rewrite Rabs_left]; lra).
  apply (Rmult_le_reg_r h); [lra|]. rewrite Rmult_assoc, Rinv_l by lra. lra.
Qed.
Lemma slope_reaches : reaches (fun x => dom f c /\ dom f x) s c.
Proof. intros d Hd. destruct (branch_reaches f c s g B d Hd) as [h [A E]]. exists h. auto. Qed.
Theorem lead_slope_zero r k : lead s c (Sub g (Cst (val f c))) r k -> 1 < r -> slope_at f c s (Fin 0).
Proof.
  intros H Hr. split; [exact slope_reaches|]. intros eps He. assert (H0 := lead_less s c _ 1 r k Hs Hr H).
  eapply near_sub; [|exact (lead_quotient 1 0 H0 (eps / 2) ltac:(lra))]. intros x U _. replace (1 - 1) with 0 in U by ring. rewrite size_zero in U.
  replace (quotient (val f) c x - s * 0 * 1) with (quotient (val f) c x - 0) in U by ring. lra.
Qed.
Theorem lead_slope r k : lead s c (Sub g (Cst (val f c))) r k -> r = 1 -> slope_at f c s (Fin (s * k)).
Proof.
  intros H ->. split; [exact slope_reaches|]. intros eps He. eapply near_sub; [|exact (lead_quotient 1 k H (eps / 2) ltac:(lra))].
  intros x U _. replace (1 - 1) with 0 in U by ring. rewrite size_zero in U. replace (s * k * 1) with (s * k) in U by ring. lra.
Qed.
Lemma lead_slope_large r k M : lead s c (Sub g (Cst (val f c))) r k -> r < 1 -> 0 < s * k -> near s c (fun x => M < quotient (val f) c x).
Proof.
  intros H Hr Hk. eapply near_sub; [|exact (near_and _ _ _ _ (lead_quotient r k H (s * k / 2) ltac:(lra)) (size_large s c (r - 1) (2 * Rabs M / (s * k)) Hs ltac:(lra)))].
  intros x [V W]. assert (Y := Rle_abs (s * k * size s c (r - 1) x - quotient (val f) c x)). rewrite Rabs_minus_sym in Y. assert (Z := Rle_abs M).
  assert (2 * Rabs M < s * k * size s c (r - 1) x).
  { apply (Rmult_lt_compat_l (s * k)) in W; [|lra]. replace (s * k * (2 * Rabs M / (s * k))) with (2 * Rabs M) in W by (field; split; intro Q; rewrite Q in Hk; lra). exact W. }
  lra.
Qed.
Theorem lead_slope_rises r k : lead s c (Sub g (Cst (val f c))) r k -> r < 1 -> 0 < s * k -> slope_at f c s PInf.
Proof. intros H Hr Hk. split; [exact slope_reaches|]. intros M. eapply near_sub; [|exact (lead_slope_large r k M H Hr Hk)]. auto. Qed.
End OneSide.
Theorem lead_falls f g s c r k : side s -> branch s c f g -> lead s c g r k -> r < 0 -> k < 0 -> limit f c s MInf.
Proof.
  intros Hs B H Hr Hk. apply opposite_falls. apply (lead_rises (Opp f) (Opp g) s c Hs (branch_opp s c f g B) r (- k)); [apply lead_opp, H | exact Hr | lra].
Qed.
Theorem lead_slope_falls f g s c r k : side s -> branch s c f g -> dom f c -> lead s c (Sub g (Cst (val f c))) r k -> r < 1 -> s * k < 0 -> slope_at f c s MInf.
Proof.
  intros Hs B Dc H Hr Hk. apply slope_opposite. apply (lead_slope_rises (Opp f) (Opp g) s c Hs (branch_opp s c f g B) Dc r (- k)); [|exact Hr | lra].
  apply (lead_same s c _ (Opp (Sub g (Cst (val f c))))); [apply near_all; intros x; simpl; ring|]. apply lead_opp, H.
Qed.

Lemma limit_is_eq D g s c l l' : limit_is D g s c (Fin l) -> l = l' -> limit_is D g s c (Fin l').
Proof. intros H <-. exact H. Qed.

(* ---- regular beside the point ---- *)
Definition beside s c g := near s c (regular g).
Lemma beside_regular s c g : side s -> regular g c -> beside s c g.
Proof. intros Hs H. apply (around_near s c (regular g) Hs), regular_around, H. Qed.
Ltac both := intros; unfold beside, positive in *; repeat match goal with H : near _ _ ?P, K : near _ _ ?Q |- _ => pose proof (near_and _ _ _ _ H K); clear H K end;
  (eapply near_sub; [|eassumption]); cbv beta; intros x J; simpl in *; repeat match goal with H : _ /\ _ |- _ => destruct H end; repeat split; auto.
Lemma beside_add s c a b : beside s c a -> beside s c b -> beside s c (Add a b). Proof. both. Qed.
Lemma beside_mul s c a b : beside s c a -> beside s c b -> beside s c (Mul a b). Proof. both. Qed.
Lemma beside_opp s c a : beside s c a -> beside s c (Opp a). Proof. both. Qed.
Lemma beside_pow s c a n : beside s c a -> beside s c (Pow a n). Proof. both. Qed.
Lemma beside_div s c a b : beside s c a -> beside s c b -> positive s c b -> beside s c (Div a b). Proof. both. lra. Qed.
Lemma beside_div_neg s c a b : beside s c a -> beside s c b -> positive s c (Opp b) -> beside s c (Div a b). Proof. both. lra. Qed.
Lemma beside_entire s c h a : entire h = true -> beside s c a -> beside s c (Fun h a). Proof. both. destruct h; simpl in *; auto; discriminate. Qed.
Lemma beside_sqrt s c a : beside s c a -> positive s c a -> beside s c (Fun Sqrt a). Proof. both. Qed.
Lemma beside_ln s c a : beside s c a -> positive s c a -> beside s c (Fun Ln a). Proof. both. Qed.
Lemma beside_tan s c a : beside s c a -> positive s c (Fun Cos a) -> beside s c (Fun Tan a). Proof. both. lra. Qed.
Lemma beside_tan_neg s c a : beside s c a -> positive s c (Opp (Fun Cos a)) -> beside s c (Fun Tan a). Proof. both. lra. Qed.
Lemma beside_rat s c p q a : beside s c a -> positive s c a -> beside s c (Fun (Rat p q) a). Proof. both. Qed.
Lemma beside_rat_neg s c p q a : Z.odd (Zpos q) = true -> beside s c a -> positive s c (Opp a) -> beside s c (Fun (Rat p q) a).
Proof. both. right. split; [lra | assumption]. Qed.
