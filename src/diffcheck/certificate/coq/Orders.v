(* Slopes and orders where a branch is not analytic at the point, from the limits of its derivatives beside it. *)
From Coq Require Import Reals ZArith Lra Lia Psatz Rpower Ranalysis5.
From DiffCheck Require Import Statement Nearness Composition Branches Points Leading Growth.
Open Scope R_scope.

Lemma beside_D s c g : beside s c g -> beside s c (D g).
Proof. apply near_sub. intros x. apply regular_D. Qed.

(* ---- slopes: the mean value theorem ---- *)
Lemma quotient_above s c g v m : side s -> beside s c g -> lead s c g 0 v -> near s c (fun x => m <= val (D g) x) ->
  near s c (fun x => m <= (val g x - v) / (x - c)).
Proof.
  intros Hs Rg L H. destruct (near_and _ _ _ _ Rg H) as [d [Hd K]]. exists d. split; [exact Hd|]. intros h Hh.
  apply Rnot_lt_le. intros Q. replace (c + s * h - c) with (s * h) in Q by ring. set (G := val g (c + s * h)) in *.
  assert (Q' : s * (G - v) < m * h).
  { replace ((G - v) / (s * h)) with (s * (G - v) / h) in Q by (destruct Hs as [-> | ->]; field; lra).
    apply (Rmult_lt_compat_r h) in Q; [|lra]. unfold Rdiv in Q. rewrite Rmult_assoc, Rinv_l in Q by lra. lra. }
  set (e := m * h - s * (G - v)). assert (He : 0 < e) by (unfold e; lra). assert (Pm := Rabs_pos m).
  destruct (lead_is_near s c g v (e / 3) L ltac:(lra)) as [d2 [Hd2 K2]].
  assert (W : 0 < e / 3 / (Rabs m + 1)) by (apply Rdiv_lt_0_compat; lra).
  destruct (min_pos (d2 / 2) (h / 2)) as [M1 [M2 M3]]; try lra. destruct (min_pos _ _ M1 W) as [M4 [M5 M6]].
  set (t := Rmin (Rmin (d2 / 2) (h / 2)) (e / 3 / (Rabs m + 1))) in *.
  assert (T : m * t <= e / 3).
  { apply (Rmult_le_compat_r (Rabs m + 1)) in M6; [|lra]. replace (e / 3 / (Rabs m + 1) * (Rabs m + 1)) with (e / 3) in M6 by (field; lra).
    assert (Z := Rle_abs m). apply (Rmult_le_compat_r t) in Z; lra. }
  assert (T2 : t < h) by lra. specialize (K2 t ltac:(lra)). apply Rabs_def2 in K2. unfold e in *. clearbody t. clear e M5 M6 W M1 M2.
  destruct Hs as [-> | ->].
  - destruct (MVT_cor2 (val g) (val (D g)) (c + 1 * t) (c + 1 * h)) as [y [Y1 Y2]]; [lra | |].
    { intros y Hy. apply regular_derivable. replace y with (c + 1 * (y - c)) by ring. apply K. lra. }
    assert (Y3 : m <= val (D g) y) by (replace y with (c + 1 * (y - c)) by ring; apply K; lra). fold G in Y1.
    apply (Rmult_le_compat_r (h - t)) in Y3; [|lra]. replace (c + 1 * h - (c + 1 * t)) with (h - t) in Y1 by ring. lra.
  - destruct (MVT_cor2 (val g) (val (D g)) (c + -1 * h) (c + -1 * t)) as [y [Y1 Y2]]; [lra | |].
    { intros y Hy. apply regular_derivable. replace y with (c + -1 * (c - y)) by ring. apply K. lra. }
    assert (Y3 : m <= val (D g) y) by (replace y with (c + -1 * (c - y)) by ring; apply K; lra). fold G in Y1.
    apply (Rmult_le_compat_r (h - t)) in Y3; [|lra]. replace (c + -1 * t - (c + -1 * h)) with (h - t) in Y1 by ring. lra.
Qed.
Lemma quotient_below s c g v m : side s -> beside s c g -> lead s c g 0 v -> near s c (fun x => val (D g) x <= m) ->
  near s c (fun x => (val g x - v) / (x - c) <= m).
Proof.
  intros Hs Rg L H. assert (K : near s c (fun x => - m <= val (D (Opp g)) x)).
  { eapply near_sub; [|exact H]. intros x U. simpl. rewrite val_opp. lra. }
  eapply near_sub; [|exact (quotient_above s c (Opp g) (- v) (- m) Hs Rg (lead_opp _ _ _ _ _ L) K)]. intros x U. cbv beta in U. simpl in U.
  unfold Rdiv in *. lra.
Qed.
Section Slopes.
Variables (f g : expr) (s c : R).
Hypotheses (Hs : side s) (B : branch s c f g) (Dc : dom f c) (Rg : beside s c g) (L : lead s c g 0 (val f c)).
Lemma derivative_reaches : reaches (fun x => dom f c /\ dom f x) s c.
Proof. intros d Hd. destruct (branch_reaches f c s g B d Hd) as [h [A E]]. exists h. auto. Qed.
Theorem slope_from_derivative k : lead s c (D g) 0 k -> slope_at f c s (Fin k).
Proof.
  intros H. split; [exact derivative_reaches|]. intros eps He. assert (N := lead_is_near s c _ k (eps / 2) H ltac:(lra)).
  assert (A : near s c (fun x => k - eps / 2 <= val (D g) x)) by (eapply near_sub; [|exact N]; intros x U; apply Rabs_def2 in U; lra).
  assert (A' : near s c (fun x => val (D g) x <= k + eps / 2)) by (eapply near_sub; [|exact N]; intros x U; apply Rabs_def2 in U; lra).
  eapply near_sub; [|exact (near_and _ _ _ _ B (near_and _ _ _ _ (quotient_above s c g _ _ Hs Rg L A) (quotient_below s c g _ _ Hs Rg L A')))].
  intros x [[_ E] [U V]] _. unfold quotient. rewrite E. apply Rabs_def1; lra.
Qed.
Theorem slope_from_up : up s c (D g) -> slope_at f c s PInf.
Proof.
  intros H. split; [exact derivative_reaches|]. intros M.
  assert (A : near s c (fun x => M + 1 <= val (D g) x)) by (eapply near_sub; [|exact (H (M + 1))]; intros x U; cbv beta in U; lra).
  eapply near_sub; [|exact (near_and _ _ _ _ B (quotient_above s c g _ _ Hs Rg L A))]. intros x [[_ E] U] _. unfold quotient. rewrite E. lra.
Qed.
Theorem slope_from_down : down s c (D g) -> slope_at f c s MInf.
Proof.
  intros H. split; [exact derivative_reaches|]. intros M.
  assert (A : near s c (fun x => val (D g) x <= M - 1)) by (eapply near_sub; [|exact (H (M - 1))]; intros x U; cbv beta in U; lra).
  eapply near_sub; [|exact (near_and _ _ _ _ B (quotient_below s c g _ _ Hs Rg L A))]. intros x [[_ E] U] _. unfold quotient. rewrite E. lra.
Qed.
End Slopes.

(* ---- no limit: between two values without end ---- *)
Definition often s c (P : R -> Prop) := forall d, 0 < d -> exists h, 0 < h < d /\ P (c + s * h).
Lemma often_near s c (P Q : R -> Prop) : often s c P -> near s c Q -> often s c (fun x => P x /\ Q x).
Proof.
  intros H [d [Hd K]] e He. destruct (min_pos d e Hd He) as [M [A B]]. destruct (H _ M) as [h [Hh Ph]]. exists h. split; [lra|]. split; [exact Ph | apply K; lra].
Qed.
Lemma often_sub s c (P Q : R -> Prop) : (forall x, P x -> Q x) -> often s c P -> often s c Q.
Proof. intros H K d Hd. destruct (K d Hd) as [h [Hh Ph]]. exists h. auto. Qed.
Definition swings s c g lo hi := often s c (fun x => val g x <= lo) /\ often s c (fun x => hi <= val g x).
Lemma phase s c u a : side s -> beside s c u -> up s c u -> 0 <= a -> often s c (fun x => exists k, val u x = a + 2 * INR k * PI).
Proof.
  intros Hs Ru U Ha e He. destruct Ru as [d [Hd K]]. destruct (min_pos d e Hd He) as [M [M1 M2]]. set (h0 := Rmin d e / 2).
  destruct (INR_beyond (val u (c + s * h0) / (2 * PI))) as [k Hk]. assert (PP := PI_RGT_0). set (T := a + 2 * INR k * PI).
  assert (T0 : val u (c + s * h0) < T).
  { apply (Rmult_lt_compat_r (2 * PI)) in Hk; [|lra]. unfold Rdiv in Hk. rewrite Rmult_assoc, Rinv_l in Hk by lra. unfold T. lra. }
  destruct (U T) as [d1 [Hd1 K1]]. destruct (min_pos d1 h0 Hd1) as [N [N1 N2]]; [unfold h0; lra|]. set (h1 := Rmin d1 h0 / 2).
  assert (T1 : T < val u (c + s * h1)) by (apply K1; unfold h1; lra). assert (O : 0 < h1 < h0 /\ h0 < d /\ h0 < e) by (unfold h1, h0 in *; lra). clearbody h1 h0.
  destruct Hs as [-> | ->].
  - destruct (IVT_interv (fun x => T - val u x) (c + 1 * h1) (c + 1 * h0)) as [z [Hz E]]; try lra.
    { intros y Hy. apply (continuity_pt_minus (fun _ => T) (val u)); [apply constant_continuous|]. apply regular_continuous.
      replace y with (c + 1 * (y - c)) by ring. apply K. lra. }
    exists (z - c). split; [lra|]. exists k. replace (c + 1 * (z - c)) with z by ring. fold T. lra.
  - destruct (IVT_interv (fun x => val u x - T) (c + -1 * h0) (c + -1 * h1)) as [z [Hz E]]; try lra.
    { intros y Hy. apply (continuity_pt_minus (val u) (fun _ => T)); [|apply constant_continuous]. apply regular_continuous.
      replace y with (c + -1 * (c - y)) by ring. apply K. lra. }
    exists (c - z). split; [lra|]. exists k. replace (c + -1 * (c - z)) with z by ring. fold T. lra.
Qed.
Definition swinging0 s c g := exists lo hi, lo < 0 < hi /\ swings s c g lo hi.
Definition swinging s c g := exists lo hi, lo < hi /\ swings s c g lo hi.
Lemma swinging0_sin s c u : side s -> beside s c u -> up s c u -> swinging0 s c (Fun Sin u).
Proof.
  intros Hs Ru U. assert (P := PI_RGT_0). exists (-1), 1. split; [lra|]. split.
  - eapply often_sub; [|exact (phase s c u (3 * (PI / 2)) Hs Ru U ltac:(lra))]. intros x [k E]. simpl. rewrite E, sin_period, sin_3PI2. lra.
  - eapply often_sub; [|exact (phase s c u (PI / 2) Hs Ru U ltac:(lra))]. intros x [k E]. simpl. rewrite E, sin_period, sin_PI2. lra.
Qed.
Lemma swinging0_cos s c u : side s -> beside s c u -> up s c u -> swinging0 s c (Fun Cos u).
Proof.
  intros Hs Ru U. assert (P := PI_RGT_0). exists (-1), 1. split; [lra|]. split.
  - eapply often_sub; [|exact (phase s c u PI Hs Ru U ltac:(lra))]. intros x [k E]. simpl. rewrite E, cos_period, cos_PI. lra.
  - eapply often_sub; [|exact (phase s c u 0 Hs Ru U ltac:(lra))]. intros x [k E]. simpl. rewrite E, cos_period, cos_0. lra.
Qed.
Lemma swinging0_opp s c g : swinging0 s c g -> swinging0 s c (Opp g).
Proof.
  intros [lo [hi [H [A B]]]]. exists (- hi), (- lo). split; [lra|]. split; [eapply often_sub; [|exact B] | eapply often_sub; [|exact A]]; intros x U; simpl; lra.
Qed.
Lemma swinging0_same s c g h : near s c (fun x => val g x = val h x) -> swinging0 s c h -> swinging0 s c g.
Proof.
  intros E [lo [hi [H [A B]]]]. exists lo, hi. split; [exact H|]. split; [eapply often_sub; [|exact (often_near _ _ _ _ A E)] | eapply often_sub; [|exact (often_near _ _ _ _ B E)]];
  intros x [U V]; rewrite V; exact U.
Qed.
Lemma swinging0_sin_down s c u : side s -> beside s c u -> down s c u -> swinging0 s c (Fun Sin u).
Proof.
  intros Hs Ru U. apply (swinging0_same s c _ (Opp (Fun Sin (Opp u)))); [apply near_all; intros x; simpl; rewrite sin_neg; ring|].
  apply swinging0_opp, swinging0_sin; [exact Hs | exact Ru | apply up_opp, U].
Qed.
Lemma swinging0_cos_down s c u : side s -> beside s c u -> down s c u -> swinging0 s c (Fun Cos u).
Proof.
  intros Hs Ru U. apply (swinging0_same s c _ (Fun Cos (Opp u))); [apply near_all; intros x; simpl; rewrite cos_neg; ring|].
  apply swinging0_cos; [exact Hs | exact Ru | apply up_opp, U].
Qed.
Lemma swinging0_mul s c a b : ample s c a -> swinging0 s c b -> swinging0 s c (Mul a b).
Proof.
  intros [k [Hk K]] [lo [hi [H [A B]]]]. exists (k * lo), (k * hi). split; [split; [|apply Rmult_lt_0_compat; lra] |].
  - replace 0 with (k * 0) by ring. apply Rmult_lt_compat_l; lra.
  - split; [eapply often_sub; [|exact (often_near _ _ _ _ A K)] | eapply often_sub; [|exact (often_near _ _ _ _ B K)]]; intros x [U V]; simpl.
    + apply Rle_trans with (val a x * lo); [apply Rmult_le_compat_l; lra|]. rewrite !(Rmult_comm _ lo). apply Rmult_le_compat_neg_l; lra.
    + apply Rle_trans with (val a x * hi); [apply Rmult_le_compat_r; lra | apply Rmult_le_compat_l; lra].
Qed.
(* a + b osc, where a has a limit and b stays away from 0. *)
Theorem swinging_form s c g a b o k : near s c (fun x => val g x = val a x + val b x * val o x) -> lead s c a 0 k -> ample s c b -> swinging0 s c o -> swinging s c g.
Proof.
  intros E A B O. destruct (swinging0_mul s c b o B O) as [lo [hi [H [P Q]]]]. assert (N := lead_is_near s c a k ((hi - lo) / 4) A ltac:(lra)).
  exists (k + lo + (hi - lo) / 4), (k + hi - (hi - lo) / 4). split; [lra|].
  split; [eapply often_sub; [|exact (often_near _ _ _ _ P (near_and _ _ _ _ E N))] | eapply often_sub; [|exact (often_near _ _ _ _ Q (near_and _ _ _ _ E N))]];
  intros x [U [V W]]; apply Rabs_def2 in W; simpl in U; rewrite V; lra.
Qed.
(* a + b osc, where b osc grows faster than a. *)
Theorem swinging_over s c g a b o r r' k k' : side s -> near s c (fun x => val g x = val a x + val b x * val o x) -> lead s c a r' k' ->
  lead s c b r k -> r < r' -> r < 0 -> 0 < k -> swinging0 s c o -> swinging s c g.
Proof.
  intros Hs E A B L Hr Hk [lo [hi [H [P Q]]]]. assert (A0 := lead_less s c a r r' k' Hs L A).
  destruct (min_pos (- lo) hi) as [M [M1 M2]]; try lra. set (m := Rmin (- lo) hi) in *. assert (Pm : 0 < k / 4 * m) by (apply Rmult_lt_0_compat; lra).
  assert (N := near_and _ _ _ _ (near_and _ _ _ _ (A0 (k / 4 * m) Pm) (lead_above s c b r k B Hk)) (near_and _ _ _ _ E (size_large s c r 1 Hs Hr))).
  exists (- (k / 4 * m)), (k / 4 * m). split; [lra|].
  split; [eapply often_sub; [|exact (often_near _ _ _ _ P N)] | eapply often_sub; [|exact (often_near _ _ _ _ Q N)]];
  intros x [U [[V W] [Y Z]]]; cbv beta in *; rewrite Y; rewrite Rmult_0_l, Rminus_0_r in V; set (S := size s c r x) in *;
  assert (V1 := Rle_abs (val a x)); assert (V2 := Rle_abs (- val a x)); rewrite Rabs_Ropp in V2; assert (PB : 0 < k / 2 * S) by (apply Rmult_lt_0_compat; lra);
  assert (S1 : k / 4 * m * 1 <= k / 4 * m * S) by (apply Rmult_le_compat_l; lra).
  - assert (X1 : val b x * val o x <= val b x * - m) by (apply Rmult_le_compat_l; lra).
    assert (X2 : k / 2 * S * m <= val b x * m) by (apply Rmult_le_compat_r; lra). lra.
  - assert (X1 : val b x * m <= val b x * val o x) by (apply Rmult_le_compat_l; lra).
    assert (X2 : k / 2 * S * m <= val b x * m) by (apply Rmult_le_compat_r; lra). lra.
Qed.
Lemma swinging_no_limit (D0 : R -> Prop) s c g : near s c D0 -> swinging s c g ->
  (forall l, ~ tends D0 (val g) s c l) /\ ~ rises D0 (val g) s c /\ ~ falls D0 (val g) s c.
Proof.
  intros I0 [lo [hi [H [A B]]]].
  assert (T : forall P Q : R -> Prop, often s c P -> near s c Q -> exists x, P x /\ Q x).
  { intros P Q HP HQ. destruct (often_near _ _ _ _ HP HQ 1 Rlt_0_1) as [h [_ K]]. eauto. }
  split; [|split].
  - intros l L. assert (K := near_and _ _ _ _ I0 (L ((hi - lo) / 2) ltac:(lra))).
    destruct (T _ _ A K) as [x [X1 [X2 X3]]]. destruct (T _ _ B K) as [y [Y1 [Y2 Y3]]]. specialize (X3 X2). specialize (Y3 Y2).
    apply Rabs_def2 in X3. apply Rabs_def2 in Y3. lra.
  - intros L. destruct (T _ _ A (near_and _ _ _ _ I0 (L lo))) as [x [X1 [X2 X3]]]. specialize (X3 X2). lra.
  - intros L. destruct (T _ _ B (near_and _ _ _ _ I0 (L hi))) as [x [X1 [X2 X3]]]. specialize (X3 X2). lra.
Qed.
Lemma branch_inner s c f g : branch s c f g -> near s c (dom f).
Proof. apply near_sub. intros x [U _]. exact U. Qed.
Theorem limit_dne f g s c : branch s c f g -> swinging s c g -> limit f c s Dne.
Proof.
  intros B S. destruct (swinging_no_limit _ s c g (branch_inner s c f g B) S) as [P [Q W]]. split; [exact (branch_reaches f c s g B)|].
  assert (E : near s c (fun x => dom f x -> val f x = val g x)) by (eapply near_sub; [|exact B]; intros x [_ U] _; exact U).
  repeat split.
  - intros [l L]. exact (P l (tends_same _ _ _ _ _ _ E L)).
  - intros L. exact (Q (rises_same _ _ _ _ _ E L)).
  - intros L. exact (W (falls_same _ _ _ _ _ E L)).
Qed.
Theorem slope_dne f g q s c : side s -> branch s c f g -> dom f c -> near s c (fun x => val q x = (val g x - val f c) / (x - c)) -> swinging s c q -> slope_at f c s Dne.
Proof.
  intros Hs B Dc Eq S. assert (I0 : near s c (fun x => dom f c /\ dom f x)) by (eapply near_sub; [|exact B]; intros x [U _]; auto).
  destruct (swinging_no_limit _ s c q I0 S) as [P [Q W]]. split; [exact (near_reaches _ _ _ I0)|].
  assert (E : near s c (fun x => dom f c /\ dom f x -> quotient (val f) c x = val q x)).
  { eapply near_sub; [|exact (near_and _ _ _ _ B Eq)]. intros x [[_ U] V] _. unfold quotient. rewrite U, V. reflexivity. }
  repeat split.
  - intros [l L]. exact (P l (tends_same _ _ _ _ _ _ E L)).
  - intros L. exact (Q (rises_same _ _ _ _ _ E L)).
  - intros L. exact (W (falls_same _ _ _ _ _ E L)).
Qed.

(* ---- C^n on a domain that may end at the point ---- *)
Section Domain.
Variable D0 : R -> Prop.
Lemma continuous_on_same F G x : around x (fun y => D0 y -> F y = G y) -> continuous_at D0 F x -> continuous_at D0 G x.
Proof.
  intros E [Dx H]. split; [exact Dx|]. intros s Hs. rewrite <- (around_here _ _ E Dx). apply (tends_same D0 F); [exact (around_near _ _ _ Hs E) | apply H, Hs].
Qed.
Lemma derivative_on_same F G x l : around x (fun y => D0 y -> F y = G y) -> derivative_at D0 F x l -> derivative_at D0 G x l.
Proof.
  intros E [H [S T]]. assert (Dx := proj1 H). split; [exact (continuous_on_same F G x E H)|]. split; [exact S|]. intros s Hs.
  apply (tends_same D0 (quotient F x)); [|apply T, Hs]. eapply near_sub; [|exact (around_near _ _ _ Hs E)]. intros y U Dy.
  unfold quotient. rewrite (U Dy), (around_here _ _ E Dx). reflexivity.
Qed.
Lemma derivative_unique F x a b : derivative_at D0 F x a -> derivative_at D0 F x b -> a = b.
Proof. intros [_ [[s [Hs S]] A]] [_ [_ B]]. exact (tends_unique _ _ _ _ _ _ S (A s Hs) (B s Hs)). Qed.
Lemma C_on_same n F G x : around x (fun y => D0 y -> F y = G y) -> C_near n D0 F x -> C_near n D0 G x.
Proof.
  intros E. assert (E2 := around_twice _ _ E). destruct n.
  - intros H. eapply around_sub; [|exact (around_and _ _ _ E2 H)]. intros y [U V] Dy. exact (continuous_on_same _ _ _ U (V Dy)).
  - intros [f' [A B]]. exists f'. split; [|exact B]. eapply around_sub; [|exact (around_and _ _ _ E2 A)]. intros y [U V] Dy. exact (derivative_on_same _ _ _ _ U (V Dy)).
Qed.
Variable c : R.
Hypotheses (Dc : D0 c) (Reached : exists s, side s /\ reaches D0 s c).
Definition empty s := near s c (fun x => ~ D0 x).
Definition carries s F e := empty s \/ (near s c D0 /\ beside s c e /\ near s c (fun x => F x = val e x)).
Definition arrives s e v := empty s \/ lead s c e 0 v.
Definition join l w r x := choose x c (val l x) w (val r x).
Lemma empty_tends s g l : empty s -> tends D0 g s c l.
Proof. intros N eps He. eapply near_sub; [|exact N]. intros x U Dx. contradiction. Qed.
Lemma join_l l w r : near (-1) c (fun x => join l w r x = val l x).
Proof. exists 1. split; [lra|]. intros h Hh. apply choose_left. lra. Qed.
Lemma join_r l w r : near 1 c (fun x => join l w r x = val r x).
Proof. exists 1. split; [lra|]. intros h Hh. apply choose_right. lra. Qed.
Lemma carries_l F l w r : carries (-1) F l -> carries (-1) (join (D l) w r) (D l).
Proof. intros [N | [A [B C]]]; [left; exact N | right]. repeat split; [exact A | apply beside_D, B | apply join_l]. Qed.
Lemma carries_r F r w l : carries 1 F r -> carries 1 (join l w (D r)) (D r).
Proof. intros [N | [A [B C]]]; [left; exact N | right]. repeat split; [exact A | apply beside_D, B | apply join_r]. Qed.
Lemma carries_derivative s F e : side s -> carries s F e -> near s c (fun x => D0 x -> derivative_at D0 F x (val (D e) x)).
Proof.
  intros Hs [N | [A [B C]]]; [eapply near_sub; [|exact N]; intros x U Dx; contradiction|].
  eapply near_sub; [|exact (near_and _ _ _ _ (near_around s c _ Hs (near_and _ _ _ _ A C)) B)]. intros x [U V] _. apply inner_derivative.
  - eapply around_sub; [|exact U]. intros y [W _]. exact W.
  - apply (derivable_same (val e)); [|apply regular_derivable, V]. eapply around_sub; [|exact U]. intros y [_ W]. auto.
Qed.
Lemma arrives_tends s F e v : carries s F e -> arrives s e v -> tends D0 F s c v.
Proof.
  intros [N | [A [B C]]]; [intros _; apply empty_tends, N|]. intros [N | L]; [apply empty_tends, N|]. intros eps He.
  eapply near_sub; [|exact (near_and _ _ _ _ C (lead_is_near s c e v eps L He))]. intros x [U V] _. rewrite U. exact V.
Qed.
Lemma arrives_quotient s F e v w : side s -> F c = v -> carries s F e -> arrives s e v -> arrives s (D e) w -> tends D0 (quotient F c) s c w.
Proof.
  intros Hs E [N | [A [B C]]]; [intros; apply empty_tends, N|]. intros [N | L]; [intros; apply empty_tends, N|]. intros [N | L']; [apply empty_tends, N|].
  intros eps He. assert (N := lead_is_near s c _ w (eps / 2) L' ltac:(lra)).
  assert (X1 : near s c (fun x => w - eps / 2 <= val (D e) x)) by (eapply near_sub; [|exact N]; intros x U; apply Rabs_def2 in U; lra).
  assert (X2 : near s c (fun x => val (D e) x <= w + eps / 2)) by (eapply near_sub; [|exact N]; intros x U; apply Rabs_def2 in U; lra).
  eapply near_sub; [|exact (near_and _ _ _ _ C (near_and _ _ _ _ (quotient_above s c e _ _ Hs B L X1) (quotient_below s c e _ _ Hs B L X2)))].
  intros x [U [V W]] _. unfold quotient. rewrite U, E. apply Rabs_def1; lra.
Qed.
Lemma derivative_continuous F x l : derivative_at D0 F x l -> continuous_at D0 F x. Proof. intros [H _]. exact H. Qed.
Lemma chain_continuous F l r v : F c = v -> carries (-1) F l -> carries 1 F r -> arrives (-1) l v -> arrives 1 r v -> around c (fun x => D0 x -> continuous_at D0 F x).
Proof.
  intros E Kl Kr Al Ar. apply around_sides.
  - eapply near_sub; [|exact (carries_derivative (-1) F l left_side Kl)]. intros x U Dx. exact (derivative_continuous _ _ _ (U Dx)).
  - eapply near_sub; [|exact (carries_derivative 1 F r right_side Kr)]. intros x U Dx. exact (derivative_continuous _ _ _ (U Dx)).
  - intros _. split; [exact Dc|]. intros s [-> | ->]; rewrite E; [exact (arrives_tends _ _ _ _ Kr Ar) | exact (arrives_tends _ _ _ _ Kl Al)].
Qed.
Lemma chain_step F l r v w : F c = v -> carries (-1) F l -> carries 1 F r -> arrives (-1) l v -> arrives 1 r v -> arrives (-1) (D l) w -> arrives 1 (D r) w ->
  around c (fun x => D0 x -> derivative_at D0 F x (join (D l) w (D r) x)).
Proof.
  intros E Kl Kr Al Ar Al' Ar'. assert (C0 := chain_continuous F l r v E Kl Kr Al Ar). apply around_sides.
  - eapply near_sub; [|exact (near_and _ _ _ _ (join_l (D l) w (D r)) (carries_derivative (-1) F l left_side Kl))]. intros x [U V] Dx. rewrite U. exact (V Dx).
  - eapply near_sub; [|exact (near_and _ _ _ _ (join_r (D l) w (D r)) (carries_derivative 1 F r right_side Kr))]. intros x [U V] Dx. rewrite U. exact (V Dx).
  - intros _. unfold join. rewrite choose_tie by reflexivity. split; [exact (around_here _ _ C0 Dc)|]. split; [exact Reached|].
    intros s [-> | ->]; [exact (arrives_quotient 1 F r v w right_side E Kr Ar Ar') | exact (arrives_quotient (-1) F l v w left_side E Kl Al Al')].
Qed.
Definition arrive n l r v := forall j, (j <= n)%nat -> arrives (-1) (Dn j l) (v j) /\ arrives 1 (Dn j r) (v j).
Theorem chain_good n : forall F l r v, F c = v O -> carries (-1) F l -> carries 1 F r -> arrive n l r v -> C_near n D0 F c.
Proof.
  induction n; intros F l r v E Kl Kr A; destruct (A O (Nat.le_0_l _)) as [A1 A2].
  - exact (chain_continuous F l r (v O) E Kl Kr A1 A2).
  - destruct (A 1%nat ltac:(lia)) as [B1 B2]. exists (join (D l) (v 1%nat) (D r)). split; [exact (chain_step F l r _ _ E Kl Kr A1 A2 B1 B2)|].
    apply (IHn _ (D l) (D r) (fun j => v (S j))); [apply choose_tie; reflexivity | apply (carries_l F), Kl | apply (carries_r F), Kr|].
    intros j Hj. exact (A (S j) ltac:(lia)).
Qed.
Definition blocked l r := forall w, ~ (tends D0 (val l) (-1) c w /\ tends D0 (val r) 1 c w).
Theorem chain_bad n : forall F l r v, F c = v O -> carries (-1) F l -> carries 1 F r -> arrive n l r v -> blocked (Dn (S n) l) (Dn (S n) r) -> ~ C_near (S n) D0 F c.
Proof.
  induction n; intros F l r v E Kl Kr A Bl [f' [P Q]]; destruct (A O (Nat.le_0_l _)) as [A1 A2].
  - apply (Bl (f' c)). assert (Hc := around_here _ _ Q Dc). split.
    + apply (tends_same D0 f'); [|exact (proj2 Hc (-1) left_side)].
      eapply near_sub; [|exact (near_and _ _ _ _ (around_near _ _ _ left_side P) (carries_derivative (-1) F l left_side Kl))].
      intros x [U V] Dx. exact (derivative_unique _ _ _ _ (U Dx) (V Dx)).
    + apply (tends_same D0 f'); [|exact (proj2 Hc 1 right_side)].
      eapply near_sub; [|exact (near_and _ _ _ _ (around_near _ _ _ right_side P) (carries_derivative 1 F r right_side Kr))].
      intros x [U V] Dx. exact (derivative_unique _ _ _ _ (U Dx) (V Dx)).
  - destruct (A 1%nat ltac:(lia)) as [B1 B2]. assert (St := chain_step F l r _ _ E Kl Kr A1 A2 B1 B2).
    apply (IHn (join (D l) (v 1%nat) (D r)) (D l) (D r) (fun j => v (S j))); [apply choose_tie; reflexivity | apply (carries_l F), Kl | apply (carries_r F), Kr| |exact Bl|].
    + intros j Hj. exact (A (S j) ltac:(lia)).
    + apply (C_on_same (S n) f'); [|exact Q]. eapply around_sub; [|exact (around_and _ _ _ P St)]. intros x [U V] Dx. exact (derivative_unique _ _ _ _ (U Dx) (V Dx)).
Qed.
End Domain.

(* ---- the derivatives of a sum ---- *)
Lemma regular_Dn n : forall a x, regular a x -> regular (Dn n a) x.
Proof. induction n; intros a x H; [exact H|]. apply IHn, regular_D, H. Qed.
Lemma lead_Dn s c a n : side s -> regular a c -> lead s c (Dn n a) 0 (val (Dn n a) c).
Proof. intros Hs H. apply lead_here; [exact Hs | apply regular_Dn, H]. Qed.
Lemma lead_sum s c a e n k : side s -> regular a c -> lead s c (Dn n e) 0 k -> lead s c (Dn n (Add a e)) 0 (val (Dn n a) c + k).
Proof.
  intros Hs Ra H. apply (lead_same s c _ (Add (Dn n a) (Dn n e))); [apply near_all; intros x; apply Dn_sum|]. apply lead_add_equal; [apply lead_Dn; assumption | exact H].
Qed.

(* ---- orders: on each side an analytic part and a part that is small ---- *)
Section Parts.
Variables (f : expr) (c : R).
Definition part s a e := void s c f \/ (branch s c f (Add a e) /\ regular a c /\ beside s c e).
Definition vanishing n s e := void s c f \/ forall j, (j <= n)%nat -> lead s c (Dn j e) 0 0.
Definition reached := exists s, side s /\ reaches (dom f) s c.
Definition restless s l := reaches (dom f) s c /\ forall w, ~ tends (dom f) (val l) s c w.
Lemma part_carries s a e : side s -> part s a e -> carries (dom f) c s (val f) (Add a e).
Proof.
  intros Hs [V | [B [Ra Re]]]; [left; exact V | right]. repeat split.
  - exact (branch_inner s c f _ B).
  - apply beside_add; [apply beside_regular; assumption | exact Re].
  - eapply near_sub; [|exact B]. intros x [_ U]. exact U.
Qed.
Lemma part_arrives n s a e : side s -> part s a e -> vanishing n s e -> forall j, (j <= n)%nat -> arrives (dom f) c s (Dn j (Add a e)) (val (Dn j a) c).
Proof.
  intros Hs [V | [B [Ra Re]]]; [intros _ j _; left; exact V|]. intros [V | H] j Hj; [left; exact V | right].
  eapply lead_is; [exact (lead_sum s c a e j 0 Hs Ra (H j Hj)) | reflexivity | ring].
Qed.
Section Both.
Variables (a e a' e' : expr) (Dc : dom f c) (R0 : reached) (P : part (-1) a e) (P' : part 1 a' e') (E : val f c = val a c).
Lemma parts_arrive n : (forall j, (j <= n)%nat -> val (Dn j a) c = val (Dn j a') c) -> vanishing n (-1) e -> vanishing n 1 e' ->
  arrive (dom f) c n (Add a e) (Add a' e') (fun j => val (Dn j a) c).
Proof.
  intros H V V' j Hj. split; [exact (part_arrives n (-1) a e left_side P V j Hj)|]. rewrite (H j Hj). exact (part_arrives n 1 a' e' right_side P' V' j Hj).
Qed.
Theorem order_parts n : (forall j, (j <= n)%nat -> val (Dn j a) c = val (Dn j a') c) -> vanishing n (-1) e -> vanishing n 1 e' ->
  blocked (dom f) c (Dn (S n) (Add a e)) (Dn (S n) (Add a' e')) -> dom f c /\ order_is (dom f) (val f) c (Class n).
Proof.
  intros H V V' K. assert (A := parts_arrive n H V V'). split; [exact Dc|]. split.
  - exact (chain_good _ c Dc R0 n (val f) _ _ _ E (part_carries _ _ _ left_side P) (part_carries _ _ _ right_side P') A).
  - exact (chain_bad _ c Dc R0 n (val f) _ _ _ E (part_carries _ _ _ left_side P) (part_carries _ _ _ right_side P') A K).
Qed.
Lemma parts_C n : (forall j, val (Dn j a) c = val (Dn j a') c) -> vanishing n (-1) e -> vanishing n 1 e' -> C_near n (dom f) (val f) c.
Proof.
  intros H V V'. exact (chain_good _ c Dc R0 n (val f) _ _ _ E (part_carries _ _ _ left_side P) (part_carries _ _ _ right_side P') (parts_arrive n (fun j _ => H j) V V')).
Qed.
Theorem order_flat : (forall j, val (Dn j a) c = val (Dn j a') c) -> (forall n, vanishing n (-1) e) -> (forall n, vanishing n 1 e') ->
  dom f c /\ order_is (dom f) (val f) c Smooth.
Proof. intros H V V'. split; [exact Dc|]. intros n. apply parts_C; auto. Qed.
End Both.
Lemma healed_flat a e a' e' : dom f c -> branch (-1) c f (Add a e) -> regular a c -> beside (-1) c e -> branch 1 c f (Add a' e') -> regular a' c -> beside 1 c e' ->
  val f c = val a c -> (forall j, val (Dn j a) c = val (Dn j a') c) -> (forall n, vanishing n (-1) e) -> (forall n, vanishing n 1 e') -> ordinary f c.
Proof.
  intros Dc B Ra Re B' Ra' Re' E H V V'. left.
  assert (S : forall s g, side s -> branch s c f g -> beside s c g -> near s c (fun x => dom f x /\ forall n, C_near n (dom f) (val f) x)).
  { intros s g Hs Bg Rg. eapply near_sub; [|exact (near_and _ _ _ _ (near_around s c _ Hs Bg) Rg)]. intros x [U W].
    split; [exact (proj1 (around_here _ _ U))|]. intros n. apply inner_C; [eapply around_sub; [|exact U]; intros y [Y _]; exact Y|].
    apply (Cn_same n (val g)); [|apply regular_Cn, W]. eapply around_sub; [|exact U]. intros y [_ Y]. auto. }
  apply around_sides.
  - apply (S (-1) (Add a e)); [auto | exact B | apply beside_add; [apply beside_regular; auto | exact Re]].
  - apply (S 1 (Add a' e')); [auto | exact B' | apply beside_add; [apply beside_regular; auto | exact Re']].
  - split; [exact Dc|]. intros n. apply (parts_C a e a' e'); auto; [exists 1; split; [auto | exact (branch_reaches f c 1 _ B')] | right; auto | right; auto].
Qed.
Lemma blocked_left l r : restless (-1) l -> blocked (dom f) c l r. Proof. intros [_ H] w [A _]. exact (H w A). Qed.
Lemma blocked_right l r : restless 1 r -> blocked (dom f) c l r. Proof. intros [_ H] w [_ A]. exact (H w A). Qed.
Lemma up_rises (D0 : R -> Prop) s g : up s c g -> rises D0 (val g) s c.
Proof. intros H M. eapply near_sub; [|exact (H M)]. auto. Qed.
Lemma down_falls (D0 : R -> Prop) s g : down s c g -> falls D0 (val g) s c.
Proof. intros H M. eapply near_sub; [|exact (H M)]. auto. Qed.
Lemma lead_tends (D0 : R -> Prop) s g k : lead s c g 0 k -> tends D0 (val g) s c k.
Proof. intros H eps He. eapply near_sub; [|exact (lead_is_near s c g k eps H He)]. auto. Qed.
Lemma restless_up s g a e n : side s -> branch s c f g -> regular a c -> up s c (Dn n e) -> restless s (Dn n (Add a e)).
Proof.
  intros Hs B Ra H. split; [exact (branch_reaches f c s g B)|]. intros w. apply rises_not_tends; [exact (branch_reaches f c s g B)|].
  apply up_rises, (up_same s c _ (Add (Dn n a) (Dn n e))); [apply near_all; intros x; apply Dn_sum|]. exact (up_add_r s c _ _ _ (lead_Dn s c a n Hs Ra) H).
Qed.
Lemma restless_down s g a e n : side s -> branch s c f g -> regular a c -> down s c (Dn n e) -> restless s (Dn n (Add a e)).
Proof.
  intros Hs B Ra H. split; [exact (branch_reaches f c s g B)|]. intros w. apply falls_not_tends; [exact (branch_reaches f c s g B)|].
  apply down_falls, (down_same s c _ (Add (Dn n a) (Dn n e))); [apply near_all; intros x; apply Dn_sum|]. exact (down_add_r s c _ _ _ (lead_Dn s c a n Hs Ra) H).
Qed.
Lemma restless_swing s g a e n : side s -> branch s c f g -> regular a c -> swinging s c (Dn n e) -> restless s (Dn n (Add a e)).
Proof.
  intros Hs B Ra [lo [hi [H [P Q]]]]. split; [exact (branch_reaches f c s g B)|]. assert (L := lead_Dn s c a n Hs Ra). set (k := val (Dn n a) c) in *.
  assert (N := lead_is_near s c _ k ((hi - lo) / 4) L ltac:(lra)).
  apply (swinging_no_limit (dom f) s c); [exact (branch_inner s c f g B)|].
  exists (k + lo + (hi - lo) / 4), (k + hi - (hi - lo) / 4). split; [lra|].
  split; [eapply often_sub; [|exact (often_near _ _ _ _ P N)] | eapply often_sub; [|exact (often_near _ _ _ _ Q N)]];
  intros x [U V]; apply Rabs_def2 in V; rewrite Dn_sum; lra.
Qed.
Lemma blocked_corner g g' a e a' e' n k k' : branch (-1) c f g -> branch 1 c f g' -> regular a c -> regular a' c ->
  lead (-1) c (Dn n e) 0 k -> lead 1 c (Dn n e') 0 k' -> val (Dn n a) c + k <> val (Dn n a') c + k' -> blocked (dom f) c (Dn n (Add a e)) (Dn n (Add a' e')).
Proof.
  intros B B' Ra Ra' H H' N w [A A']. apply N.
  rewrite (tends_unique _ _ _ _ _ _ (branch_reaches f c (-1) g B) (lead_tends _ _ _ _ (lead_sum (-1) c a e n k left_side Ra H)) A).
  exact (tends_unique _ _ _ _ _ _ (branch_reaches f c 1 g' B') A' (lead_tends _ _ _ _ (lead_sum 1 c a' e' n k' right_side Ra' H'))).
Qed.
End Parts.

(* ---- flat parts: smaller than every power, with all derivatives ---- *)
Section Flat.
Set Default Proof Using "All".
Variables s c : R.
Hypotheses (Hs : side s).
Fixpoint tame n e := (exists r, lead s c e r 0) /\ match n with O => True | S m => tame m (D e) end.
Fixpoint flats n e := (forall r, lead s c e r 0) /\ match n with O => True | S m => flats m (D e) end.
Lemma tame_less n : forall e, tame (S n) e -> tame n e. Proof. induction n; intros e [A B]; split; auto. Qed.
Lemma flats_less n : forall e, flats (S n) e -> flats n e. Proof. induction n; intros e [A B]; split; auto. Qed.
Lemma lead_tame e r k : lead s c e r k -> exists t, lead s c e t 0. Proof. intros H. exists (r - 1). apply (lead_less s c e _ r k Hs); [lra | exact H]. Qed.
Lemma lead_each e r k : lead s c e r k -> forall t, t < r -> lead s c e t 0. Proof. intros H t Ht. exact (lead_less s c e t r k Hs Ht H). Qed.
Lemma mild_mul a b : (exists r, lead s c a r 0) -> (exists r, lead s c b r 0) -> exists r, lead s c (Mul a b) r 0.
Proof. intros [r A] [t B]. exists (r + t). eapply lead_is; [exact (lead_mul s c a b r t 0 0 A B) | reflexivity | ring]. Qed.
Lemma mild_add a b : (exists r, lead s c a r 0) -> (exists r, lead s c b r 0) -> exists r, lead s c (Add a b) r 0.
Proof.
  intros [r A] [t B]. exists (Rmin r t - 1). assert (M1 := Rmin_l r t). assert (M2 := Rmin_r r t).
  assert (A2 := lead_each a r 0 A (Rmin r t - 1) ltac:(lra)). assert (B2 := lead_each b t 0 B (Rmin r t - 1) ltac:(lra)).
  eapply lead_is; [exact (lead_add_equal s c a b _ 0 0 A2 B2) | reflexivity | ring].
Qed.
Lemma mild_opp a : (exists r, lead s c a r 0) -> exists r, lead s c (Opp a) r 0.
Proof. intros [r A]. exists r. eapply lead_is; [exact (lead_opp s c a r 0 A) | reflexivity | ring]. Qed.
Lemma tame_regular n : forall e, regular e c -> tame n e.
Proof. induction n; intros e H; (split; [exact (lead_tame e _ _ (lead_here s c e Hs H))|]); [exact I | apply IHn, regular_D, H]. Qed.
Lemma short_add (P : expr -> Prop) a b : P a -> P b -> P (Add a b) -> P (add a b). Proof. intros. short; auto. Qed.
Lemma short_opp (P : expr -> Prop) a : P a -> P (Opp a) -> P (opp a). Proof. intros. short; auto. Qed.
Lemma tame_add n : forall a b, tame n a -> tame n b -> tame n (Add a b).
Proof.
  induction n; intros a b [A A'] [B B']; (split; [apply mild_add; assumption|]); [exact I|]. apply (short_add _ (D a) (D b)); auto.
Qed.
Lemma tame_opp n : forall a, tame n a -> tame n (Opp a).
Proof. induction n; intros a [A A']; (split; [apply mild_opp; assumption|]); [exact I|]. apply (short_opp _ (D a)); auto. Qed.
Lemma tame_adds n a b : tame n a -> tame n b -> tame n (add a b). Proof. intros A B. assert (H := tame_add n a b A B). short; auto. Qed.
Lemma tame_opps n a : tame n a -> tame n (opp a). Proof. intros A. assert (H := tame_opp n a A). short; auto. Qed.
Lemma tame_muls n : (forall a b, tame n a -> tame n b -> tame n (Mul a b)) -> forall a b, tame n a -> tame n b -> tame n (mul a b).
Proof. intros H a b A B. specialize (H a b A B). short; auto. Qed.
Lemma tame_mul n : forall a b, tame n a -> tame n b -> tame n (Mul a b).
Proof.
  induction n; intros a b A B; (split; [apply mild_mul; [exact (proj1 A) | exact (proj1 B)]|]); [exact I|].
  change (tame n (add (mul (D a) b) (mul a (D b)))). apply tame_adds; apply tame_muls; auto using tame_less; [exact (proj2 A) | exact (proj2 B)].
Qed.
Lemma tame_num n k : tame n (Num k). Proof. apply tame_regular. exact I. Qed.
Lemma tame_pow n : forall a m, tame n a -> tame n (Pow a m).
Proof.
  assert (P : forall a m, (exists r, lead s c a r 0) -> exists r, lead s c (Pow a m) r 0).
  { intros a m [r A]. exact (lead_tame _ _ _ (lead_pow s c a m r 0 A)). }
  induction n; intros a m A; (split; [apply P, (proj1 A)|]); [exact I|].
  change (tame n (mul (mul (Num (Z.of_nat m)) (pow a (pred m))) (D a))). apply tame_muls; [apply tame_mul | | exact (proj2 A)].
  apply tame_muls; [apply tame_mul | apply tame_num|]. apply tame_less in A. destruct (pred m) as [|[|k]]; cbn [pow]; auto using tame_num.
Qed.
Lemma tame_div n : forall a b r k, lead s c b r k -> k <> 0 -> tame n a -> tame n b -> tame n (Div a b).
Proof.
  assert (P : forall a b r k, lead s c b r k -> k <> 0 -> (exists t, lead s c a t 0) -> exists t, lead s c (Div a b) t 0).
  { intros a b r k B N [t A]. exact (lead_tame _ _ _ (lead_div s c a b t r 0 k A B N)). }
  assert (Q : forall m a b, (tame m (Div a b)) -> tame m a -> tame m (div a b)) by (intros m a b H A; short; auto).
  induction n; intros a b r k B N A Tb; (split; [exact (P a b r k B N (proj1 A))|]); [exact I|].
  change (tame n (add (div (D a) b) (opp (div (mul a (D b)) (Pow b 2))))). apply tame_adds; [|apply tame_opps].
  - apply Q; [|exact (proj2 A)]. apply (IHn _ _ r k B N); [exact (proj2 A) | apply tame_less, Tb].
  - assert (M : tame n (mul a (D b))) by (apply tame_muls; [apply tame_mul | apply tame_less, A | exact (proj2 Tb)]).
    apply Q; [|exact M]. apply (IHn _ _ _ _ (lead_pow s c b 2 r k B)); [apply pow_nonzero, N | exact M | apply tame_pow, tame_less, Tb].
Qed.
Lemma tame_waves n : forall a, tame n a -> tame n (Fun Sin a) /\ tame n (Fun Cos a).
Proof.
  assert (P := lead_sin s c). assert (Q := lead_cos s c).
  induction n; intros a A; (split; (split; [exists (- (1)); first [apply P | apply Q]; lra || exact Hs|])); try exact I.
  - change (tame n (mul (Fun Cos a) (D a))). apply tame_muls; [apply tame_mul | apply IHn, tame_less, A | exact (proj2 A)].
  - change (tame n (mul (Opp (Fun Sin a)) (D a))). apply tame_muls; [apply tame_mul | apply tame_opp, IHn, tame_less, A | exact (proj2 A)].
Qed.
Lemma tame_sin n a : tame n a -> tame n (Fun Sin a). Proof. apply tame_waves. Qed.
Lemma tame_cos n a : tame n a -> tame n (Fun Cos a). Proof. apply tame_waves. Qed.
Lemma flats_tame n : forall a, flats n a -> tame n a.
Proof. induction n; intros a [A B]; (split; [exists 0; apply A|]); auto. Qed.
Lemma flats_zero n : flats n (Num 0).
Proof.
  induction n; (split; [intros r eps He; apply near_all; intros x; simpl; rewrite Rmult_0_l, Rminus_0_r, Rabs_R0; apply Rmult_le_pos; [lra | apply Rlt_le, size_pos]|]); auto.
Qed.
Lemma flats_add n : forall a b, flats n a -> flats n b -> flats n (Add a b).
Proof.
  induction n; intros a b [A A'] [B B']; (split; [intros r; eapply lead_is; [apply (lead_add_equal s c a b r 0 0); auto | reflexivity | ring]|]); [exact I|].
  apply (short_add _ (D a) (D b)); auto.
Qed.
Lemma flats_opp n : forall a, flats n a -> flats n (Opp a).
Proof.
  induction n; intros a [A A']; (split; [intros r; eapply lead_is; [apply (lead_opp s c a r 0); auto | reflexivity | ring]|]); [exact I|]. apply (short_opp _ (D a)); auto.
Qed.
Lemma flats_adds n a b : flats n a -> flats n b -> flats n (add a b). Proof. intros A B. assert (H := flats_add n a b A B). short; auto. Qed.
Lemma flats_opps n a : flats n a -> flats n (opp a). Proof. intros A. assert (H := flats_opp n a A). short; auto. Qed.
Lemma flat_times a b : (forall r, lead s c a r 0) -> (exists r, lead s c b r 0) -> forall r, lead s c (Mul a b) r 0.
Proof. intros A [t B] r. eapply lead_is; [exact (lead_mul s c a b (r - t) t 0 0 (A _) B) | ring | ring]. Qed.
Lemma times_flat a b : (exists r, lead s c a r 0) -> (forall r, lead s c b r 0) -> forall r, lead s c (Mul a b) r 0.
Proof. intros [t A] B r. eapply lead_is; [exact (lead_mul s c a b t (r - t) 0 0 A (B _)) | ring | ring]. Qed.
Lemma flats_one n b : flats n (Mul (Num 1) b) -> flats n b.
Proof.
  destruct n; intros [A B]; (split; [intros r; apply (lead_same s c _ (Mul (Num 1) b)); [apply near_all; intros x; simpl; ring | apply A]|]); [exact I|]. replace (D b) with (D (Mul (Num 1) b)); [exact B|]. simpl. unfold mul, add. simpl. destruct (is_zero (D b)); reflexivity.
Qed.
Lemma flats_one_r n a : flats n (Mul a (Num 1)) -> flats n a.
Proof.
  destruct n; intros [A B]; (split; [intros r; apply (lead_same s c _ (Mul a (Num 1))); [apply near_all; intros x; simpl; ring | apply A]|]); [exact I|]. replace (D a) with (D (Mul a (Num 1))); [exact B|]. simpl. generalize (D a). intros d. unfold mul, add. cbn [is_zero is_one].
  destruct (is_zero d) eqn:Ed; [apply is_zero_true in Ed; subst d; destruct (is_zero a) eqn:Ea; [apply is_zero_true in Ea; subst a|]; reflexivity|].
  destruct (is_one d) eqn:E1; [apply is_one_true in E1; subst d|rewrite Ed]; (destruct (is_zero a) eqn:Ea; [apply is_zero_true in Ea; subst a|]; reflexivity).
Qed.
Lemma flats_muls n : (forall a b, flats n a -> tame n b -> flats n (Mul a b)) -> forall a b, flats n a -> tame n b -> flats n (mul a b).
Proof. intros H a b A B. specialize (H a b A B). assert (Z := flats_zero n). short; auto using flats_one. Qed.
Lemma flats_muls_r n : (forall a b, tame n a -> flats n b -> flats n (Mul a b)) -> forall a b, tame n a -> flats n b -> flats n (mul a b).
Proof. intros H a b A B. specialize (H a b A B). assert (Z := flats_zero n). short; auto using flats_one_r. Qed.
Lemma flats_products n : (forall a b, flats n a -> tame n b -> flats n (Mul a b)) /\ (forall a b, tame n a -> flats n b -> flats n (Mul a b)).
Proof.
  induction n as [|n [IH1 IH2]]; split; intros a b A B.
  - split; [apply flat_times; [exact (proj1 A) | exact (proj1 B)] | exact I].
  - split; [apply times_flat; [exact (proj1 A) | exact (proj1 B)] | exact I].
  - split; [apply flat_times; [exact (proj1 A) | exact (proj1 B)]|].
    change (flats n (add (mul (D a) b) (mul a (D b)))). apply flats_adds; apply flats_muls; auto using tame_less, flats_less; [exact (proj2 A) | exact (proj2 B)].
  - split; [apply times_flat; [exact (proj1 A) | exact (proj1 B)]|].
    change (flats n (add (mul (D a) b) (mul a (D b)))). apply flats_adds; apply flats_muls_r; auto using tame_less, flats_less; [exact (proj2 A) | exact (proj2 B)].
Qed.
Lemma flats_mul n a b : flats n a -> tame n b -> flats n (Mul a b). Proof. apply flats_products. Qed.
Lemma flats_mul_r n a b : tame n a -> flats n b -> flats n (Mul a b). Proof. apply flats_products. Qed.
Lemma flats_exp n : forall a p k, lead s c a p k -> p < 0 -> k < 0 -> tame n a -> flats n (Fun Exp a).
Proof.
  induction n; intros a p k L Hp Hk A; (split; [intros r; exact (lead_flat s c a p k r Hs L Hp Hk)|]); [exact I|].
  change (flats n (mul (Fun Exp a) (D a))). apply flats_muls; [apply flats_mul | apply (IHn a p k); auto using tame_less | exact (proj2 A)].
Qed.
Lemma flats_Dn n : forall e, flats n e -> forall j, (j <= n)%nat -> lead s c (Dn j e) 0 0.
Proof.
  induction n; intros e [A B] j Hj; (destruct j as [|j]; [apply A|]); [lia|]. apply (IHn (D e) B j). lia.
Qed.
Lemma flats_vanishing f e : (forall n, flats n e) -> forall n, vanishing f c n s e.
Proof. intros H n. right. intros j Hj. exact (flats_Dn n e (H n) j Hj). Qed.
End Flat.
Unset Default Proof Using.
