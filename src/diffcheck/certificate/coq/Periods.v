(* Functions with a period: what holds at a point holds at all points that differ from it by periods. *)
From Coq Require Import Reals ZArith Lra Lia Psatz.
From DiffCheck Require Import Statement Nearness Composition Numbers Points.
Open Scope R_scope.

(* ---- functions that are moved, and domains that are the same ---- *)
Section Moved.
Variable T : R.
Definition moved {A} (g : R -> A) x := g (x + T).
Lemma moved_on s c h : c + s * h + T = c + T + s * h. Proof. ring. Qed.
Lemma near_moved s c P : near s (c + T) P <-> near s c (moved P).
Proof. unfold near, moved. split; intros [d [Hd H]]; exists d; (split; [exact Hd|]); intros h Hh; specialize (H h Hh); rewrite moved_on in *; exact H. Qed.
Lemma around_moved c P : around (c + T) P <-> around c (moved P).
Proof.
  unfold around, moved. split; intros [d [Hd H]]; exists d; (split; [exact Hd|]); intros x Hx.
  - apply H. replace (x + T - (c + T)) with (x - c) by ring. exact Hx.
  - replace x with (x - T + T) by ring. apply H. replace (x - T - c) with (x - (c + T)) by ring. exact Hx.
Qed.
Lemma reaches_moved D s c : reaches D s (c + T) <-> reaches (moved D) s c.
Proof. unfold reaches, moved. split; intros H d Hd; destruct (H d Hd) as [h [A B]]; exists h; (split; [exact A|]); rewrite moved_on in *; exact B. Qed.
Lemma tends_moved D g s c l : tends D g s (c + T) l <-> tends (moved D) (moved g) s c l.
Proof. unfold tends. split; intros H eps He; specialize (H eps He); apply near_moved in H || apply near_moved; exact H. Qed.
Lemma rises_moved D g s c : rises D g s (c + T) <-> rises (moved D) (moved g) s c.
Proof. unfold rises. split; intros H M; specialize (H M); apply near_moved in H || apply near_moved; exact H. Qed.
Lemma falls_moved D g s c : falls D g s (c + T) <-> falls (moved D) (moved g) s c.
Proof. unfold falls. split; intros H M; specialize (H M); apply near_moved in H || apply near_moved; exact H. Qed.
Lemma quotient_moved g c x : quotient g (c + T) (x + T) = quotient (moved g) c x.
Proof. unfold quotient, moved. f_equal. ring. Qed.
End Moved.
Arguments moved T {A} g x /.

(* ---- what is the same for the same values ---- *)
Section Same.
Variables (D D' : R -> Prop) (H : forall x, D x <-> D' x).
Lemma near_same s c (P P' : R -> Prop) : (forall x, P x <-> P' x) -> near s c P <-> near s c P'.
Proof. intros E. split; apply near_sub; intros x; apply E. Qed.
Lemma around_same c (P P' : R -> Prop) : (forall x, P x <-> P' x) -> around c P <-> around c P'.
Proof. intros E. split; apply around_sub; intros x; apply E. Qed.
Lemma reaches_same s c : reaches D s c <-> reaches D' s c.
Proof. split; intros R d Hd; destruct (R d Hd) as [h [A B]]; exists h; (split; [exact A | apply H, B]). Qed.
Lemma tends_iff g s c l : tends D g s c l <-> tends D' g s c l.
Proof. split; intros L eps He; specialize (L eps He); (eapply near_sub; [|exact L]); intros x U Dx; apply U, H, Dx. Qed.
Lemma rises_iff g s c : rises D g s c <-> rises D' g s c.
Proof. split; intros L M; specialize (L M); (eapply near_sub; [|exact L]); intros x U Dx; apply U, H, Dx. Qed.
Lemma falls_iff g s c : falls D g s c <-> falls D' g s c.
Proof. split; intros L M; specialize (L M); (eapply near_sub; [|exact L]); intros x U Dx; apply U, H, Dx. Qed.
Lemma limit_iff g s c q : limit_is D g s c q <-> limit_is D' g s c q.
Proof.
  destruct q; simpl; rewrite reaches_same, ?tends_iff, ?rises_iff, ?falls_iff; try tauto.
  assert (E : (exists l, tends D g s c l) <-> (exists l, tends D' g s c l)) by (split; intros [l L]; exists l; apply tends_iff; exact L). tauto.
Qed.
Lemma continuous_iff g c : continuous_at D g c <-> continuous_at D' g c.
Proof. split; (intros [Dc L]; split; [apply H, Dc|]; intros s Hs; apply tends_iff, L, Hs). Qed.
Lemma derivative_iff g c l : derivative_at D g c l <-> derivative_at D' g c l.
Proof.
  split; (intros [A [[s [Hs B]] L]]; split; [apply continuous_iff, A|]; split; [exists s; split; [exact Hs | apply reaches_same, B]|];
    intros t Ht; apply tends_iff, L, Ht).
Qed.
Lemma C_iff n : forall g c, C_near n D g c <-> C_near n D' g c.
Proof.
  induction n; intros g c; simpl.
  - apply around_same. intros x. rewrite (H x), continuous_iff. tauto.
  - split; (intros [g' [A B]]; exists g'; split; [|apply IHn, B]; revert A; apply around_same; intros x; rewrite (H x), derivative_iff; tauto).
Qed.
End Same.

(* ---- a period ---- *)
Definition periodic P e := forall x, val e (x + P) = val e x /\ (dom e (x + P) <-> dom e x).
Lemma periodic_back P e : periodic P e -> periodic (- P) e.
Proof. intros H x. destruct (H (x + - P)) as [A B]. replace (x + - P + P) with x in * by ring. split; [symmetry; exact A | symmetry; exact B]. Qed.
Lemma periodic_nat P e n : periodic P e -> periodic (INR n * P) e.
Proof.
  intros H. induction n; intros x.
  - simpl. rewrite Rmult_0_l, Rplus_0_r. tauto.
  - rewrite S_INR. replace (x + (INR n + 1) * P) with (x + INR n * P + P) by ring. destruct (H (x + INR n * P)) as [A B], (IHn x) as [C E]. split; [congruence | tauto].
Qed.
Lemma periodic_times P e (t : Z) : periodic P e -> periodic (IZR t * P) e.
Proof.
  intros H. destruct t as [|p|p].
  - exact (periodic_nat P e 0 H).
  - rewrite <- (positive_nat_Z p), <- INR_IZR_INZ. apply periodic_nat, H.
  - replace (IZR (Zneg p) * P) with (- (INR (Pos.to_nat p) * P)) by (rewrite INR_IZR_INZ, positive_nat_Z, <- Pos2Z.opp_pos, opp_IZR; ring). apply periodic_back, periodic_nat, H.
Qed.
Section Periodic.
Variables (P : R) (f : expr) (t : Z).
Hypotheses (HP : periodic P f).
Let T := IZR t * P.
Lemma same_values : moved T (val f) = val f.
Proof. apply FunctionalExtensionality.functional_extensionality. intros x. exact (proj1 (periodic_times P f t HP x)). Qed.
Lemma moved_dom x : dom f (x + T) <-> dom f x. Proof. exact (proj2 (periodic_times P f t HP x)). Qed.
Lemma moved_tends s c l : tends (dom f) (val f) s (c + T) l <-> tends (dom f) (val f) s c l.
Proof. rewrite tends_moved, same_values. apply tends_iff, moved_dom. Qed.
Lemma moved_limit s c q : limit_is (dom f) (val f) s (c + T) q <-> limit_is (dom f) (val f) s c q.
Proof.
  assert (E : (exists l, tends (dom f) (val f) s (c + T) l) <-> (exists l, tends (dom f) (val f) s c l)) by (split; intros [l L]; exists l; apply moved_tends; exact L).
  assert (R0 : reaches (dom f) s (c + T) <-> reaches (dom f) s c) by (rewrite reaches_moved; apply reaches_same, moved_dom).
  destruct q; simpl; rewrite ?moved_tends, ?rises_moved, ?falls_moved, ?same_values, ?(rises_iff _ _ moved_dom), ?(falls_iff _ _ moved_dom); tauto.
Qed.
Lemma same_quotient c x : quotient (val f) (c + T) (x + T) = quotient (val f) c x.
Proof. rewrite quotient_moved, same_values. reflexivity. Qed.
Lemma moved_slope s c q : limit_is (fun x => dom f (c + T) /\ dom f x) (quotient (val f) (c + T)) s (c + T) q <-> limit_is (fun x => dom f c /\ dom f x) (quotient (val f) c) s c q.
Proof.
  assert (Q : moved T (quotient (val f) (c + T)) = quotient (val f) c) by (apply FunctionalExtensionality.functional_extensionality; intros x; apply same_quotient).
  assert (M : forall x, moved T (fun x => dom f (c + T) /\ dom f x) x <-> dom f c /\ dom f x) by (intros x; simpl; rewrite !moved_dom; tauto).
  assert (E : (exists l, tends (fun x => dom f (c + T) /\ dom f x) (quotient (val f) (c + T)) s (c + T) l) <-> (exists l, tends (fun x => dom f c /\ dom f x) (quotient (val f) c) s c l)).
  { split; intros [l L]; exists l; [apply (tends_moved T) in L; rewrite Q in L; apply (tends_iff _ _ M) in L; exact L |
      apply (tends_moved T); rewrite Q; apply (tends_iff _ _ M); exact L]. }
  assert (R0 : reaches (fun x => dom f (c + T) /\ dom f x) s (c + T) <-> reaches (fun x => dom f c /\ dom f x) s c) by (rewrite reaches_moved; apply reaches_same, M).
  destruct q; simpl; rewrite ?(tends_moved T), ?(rises_moved T), ?(falls_moved T), ?Q, ?(tends_iff _ _ M), ?(rises_iff _ _ M), ?(falls_iff _ _ M); tauto.
Qed.
Lemma moved_continuous c : continuous_at (dom f) (val f) (c + T) <-> continuous_at (dom f) (val f) c.
Proof.
  assert (V : val f (c + T) = val f c) by exact (proj1 (periodic_times P f t HP c)). unfold continuous_at. rewrite V, moved_dom.
  split; intros [Dc L]; (split; [exact Dc|]); intros s Hs; [exact (proj1 (moved_tends s c _) (L s Hs)) | exact (proj2 (moved_tends s c _) (L s Hs))].
Qed.
Lemma derivative_moved g c l : derivative_at (dom f) g (c + T) l <-> derivative_at (dom f) (moved T g) c l.
Proof.
  assert (C : continuous_at (dom f) g (c + T) <-> continuous_at (dom f) (moved T g) c).
  { unfold continuous_at. rewrite moved_dom. split; (intros [Dc L]; split; [exact Dc|]; intros s Hs; specialize (L s Hs)).
    - apply (tends_moved T) in L. apply (tends_iff _ _ moved_dom) in L. exact L.
    - apply (tends_moved T). apply (tends_iff _ _ moved_dom). exact L. }
  assert (Q : moved T (quotient g (c + T)) = quotient (moved T g) c) by (apply FunctionalExtensionality.functional_extensionality; intros x; apply quotient_moved).
  unfold derivative_at. rewrite C. split; (intros [A [[s [Hs B]] L]]; split; [exact A|]; split; [exists s; split; [exact Hs|]|]).
  - apply reaches_moved in B. apply (reaches_same _ _ moved_dom) in B. exact B.
  - intros u Hu. specialize (L u Hu). apply (tends_moved T) in L. rewrite Q in L. apply (tends_iff _ _ moved_dom) in L. exact L.
  - apply reaches_moved. apply (reaches_same _ _ moved_dom). exact B.
  - intros u Hu. apply (tends_moved T). rewrite Q. apply (tends_iff _ _ moved_dom). exact (L u Hu).
Qed.
Lemma moved_derivative c l : derivative_at (dom f) (val f) (c + T) l <-> derivative_at (dom f) (val f) c l.
Proof. rewrite derivative_moved, same_values. tauto. Qed.
Lemma moved_differentiable c : differentiable_at f (c + T) <-> differentiable_at f c.
Proof. split; intros [l L]; exists l; apply moved_derivative; exact L. Qed.
Lemma C_moved n : forall g c, C_near n (dom f) g (c + T) <-> C_near n (dom f) (moved T g) c.
Proof.
  induction n; intros g c; simpl.
  - rewrite around_moved. apply around_same. intros x. simpl. rewrite moved_dom. unfold continuous_at. rewrite moved_dom.
    assert (E : forall s, tends (dom f) g s (x + T) (g (x + T)) <-> tends (dom f) (fun y => g (y + T)) s x (g (x + T))).
    { intros s. rewrite (tends_moved T). apply (tends_iff _ _ moved_dom). }
    split; intros K Dx; destruct (K Dx) as [A B]; (split; [exact A|]); intros s Hs; apply E, B, Hs.
  - split; intros [g' [A B]].
    + exists (moved T g'). split; [|apply IHn, B]. apply around_moved in A. revert A. apply around_same. intros x. simpl. rewrite moved_dom, derivative_moved. tauto.
    + exists (moved (- T) g'). assert (E : moved T (moved (- T) g') = g').
      { apply FunctionalExtensionality.functional_extensionality. intros x. simpl. f_equal. ring. }
      split; [|apply IHn; rewrite E; exact B]. apply around_moved. revert A. apply around_same. intros x. simpl. rewrite moved_dom, derivative_moved.
      replace (x + T + - T) with x by ring. tauto.
Qed.
Lemma moved_C n c : C_near n (dom f) (val f) (c + T) <-> C_near n (dom f) (val f) c.
Proof. rewrite C_moved, same_values. tauto. Qed.
Lemma moved_order c o : order_is (dom f) (val f) (c + T) o <-> order_is (dom f) (val f) c o.
Proof.
  destruct o as [|n|]; cbn [order_is]; rewrite ?moved_C; try tauto. split; intros K n; apply moved_C, K.
Qed.
Theorem moved_point c r : holds_at f c r -> holds_at f (c + T) r.
Proof.
  unfold holds_at. intros [A [B [C [E [F [G [K L]]]]]]]. assert (V : val f (c + T) = val f c) by exact (proj1 (periodic_times P f t HP c)).
  split; [|split; [|split; [|split; [|split; [|split; [|split]]]]]].
  - destruct (value r); rewrite ?V, moved_dom; exact A.
  - apply moved_limit, B.
  - apply moved_limit, C.
  - apply moved_slope, E.
  - apply moved_slope, F.
  - destruct (continuous r); simpl in *; rewrite moved_continuous; exact G.
  - destruct (differentiable r); simpl in *; [apply moved_differentiable, K | intros Z; apply K, moved_differentiable, Z].
  - destruct (smoothness r); [rewrite moved_dom, moved_order; exact L | rewrite moved_dom; exact L].
Qed.
Theorem moved_ordinary c : ordinary f c -> ordinary f (c + T).
Proof.
  intros [H | H]; [left | right]; apply around_moved; (eapply around_sub; [|exact H]); intros x; simpl; rewrite moved_dom; [|tauto].
  intros [A B]. split; [exact A|]. intros n. apply moved_C, B.
Qed.
End Periodic.

(* ---- which formulas have it ---- *)
Section Formulas.
Variable P : R.
Ltac same := intros; let x := fresh "x" in intro x; repeat match goal with H : periodic P ?a |- _ => specialize (H x); destruct H end; simpl in *;
  repeat match goal with H : val ?a (x + P) = _ |- _ => rewrite H; clear H end; tauto.
Lemma periodic_num n : periodic P (Num n). Proof. same. Qed.
Lemma periodic_cst r : periodic P (Cst r). Proof. same. Qed.
Lemma periodic_undef : periodic P Undef. Proof. same. Qed.
Lemma periodic_add a b : periodic P a -> periodic P b -> periodic P (Add a b). Proof. same. Qed.
Lemma periodic_mul a b : periodic P a -> periodic P b -> periodic P (Mul a b). Proof. same. Qed.
Lemma periodic_div a b : periodic P a -> periodic P b -> periodic P (Div a b). Proof. same. Qed.
Lemma periodic_max a b : periodic P a -> periodic P b -> periodic P (Max a b). Proof. same. Qed.
Lemma periodic_min a b : periodic P a -> periodic P b -> periodic P (Min a b). Proof. same. Qed.
Lemma periodic_opp a : periodic P a -> periodic P (Opp a). Proof. same. Qed.
Lemma periodic_pow a n : periodic P a -> periodic P (Pow a n). Proof. same. Qed.
Lemma periodic_fun h a : periodic P a -> periodic P (Fun h a). Proof. same. Qed.
Lemma periodic_case a b u v w : periodic P a -> periodic P b -> periodic P u -> periodic P v -> periodic P w -> periodic P (Case a b u v w).
Proof.
  intros A B U V W x. destruct (A x) as [A1 A2], (B x) as [B1 B2], (U x) as [U1 U2], (V x) as [V1 V2], (W x) as [W1 W2]. simpl.
  rewrite A1, B1, U1, V1, W1. unfold choose. destruct (total_order_T (val a x) (val b x)) as [[]|]; tauto.
Qed.
Lemma periodic_sin k a : (forall x, val a (x + P) = val a x + 2 * IZR k * PI) -> (forall x, dom a x) -> periodic P (Fun Sin a).
Proof. intros H N x. simpl. rewrite H, sin_Z. assert (A := N x). assert (B := N (x + P)). tauto. Qed.
Lemma periodic_cos k a : (forall x, val a (x + P) = val a x + 2 * IZR k * PI) -> (forall x, dom a x) -> periodic P (Fun Cos a).
Proof. intros H N x. simpl. rewrite H, cos_Z. assert (A := N x). assert (B := N (x + P)). tauto. Qed.
Lemma periodic_tan k a : (forall x, val a (x + P) = val a x + 2 * IZR k * PI) -> (forall x, dom a x) -> periodic P (Fun Tan a).
Proof. intros H N x. simpl. unfold tan. rewrite H, sin_Z, cos_Z. assert (A := N x). assert (B := N (x + P)). tauto. Qed.
End Formulas.

(* ---- every number lies in one period ---- *)
Lemma reduce P c x : 0 < P -> exists y (t : Z), x = y + IZR t * P /\ c <= y < c + P.
Proof.
  intros H. exists (x - IZR (Int_part ((x - c) / P)) * P), (Int_part ((x - c) / P)). split; [ring|].
  destruct (base_Int_part ((x - c) / P)) as [A B]. set (m := IZR (Int_part ((x - c) / P))) in *.
  assert (E : (x - c) / P * P = x - c) by (field; lra). assert (m * P <= (x - c) / P * P) by (apply Rmult_le_compat_r; lra).
  assert ((x - c) / P * P < (m + 1) * P) by (apply Rmult_lt_compat_r; lra). lra.
Qed.
Lemma one_place P c y z s t : 0 < P -> c <= y < c + P -> c <= z < c + P -> y + IZR s * P = z + IZR t * P -> y = z.
Proof.
  intros H Y Z E. destruct (Z.lt_trichotomy s t) as [L | [-> | L]]; [exfalso | lra | exfalso].
  - assert (K : IZR s + 1 <= IZR t) by (rewrite <- (plus_IZR s 1); apply IZR_le; lia). assert ((IZR s + 1) * P <= IZR t * P) by (apply Rmult_le_compat_r; lra). lra.
  - assert (K : IZR t + 1 <= IZR s) by (rewrite <- (plus_IZR t 1); apply IZR_le; lia). assert ((IZR t + 1) * P <= IZR s * P) by (apply Rmult_le_compat_r; lra). lra.
Qed.
Lemma residue m k n : (0 < m)%Z -> exists s j, n = (m * s + (k + j))%Z /\ (0 <= j < m)%Z.
Proof.
  intros H. exists ((n - k) / m)%Z, ((n - k) mod m)%Z. split; [|apply Z.mod_pos_bound, H]. assert (E := Z.div_mod (n - k) m ltac:(lia)). lia.
Qed.

(* ---- signs of waves ---- *)
Lemma sin_above k u : 2 * IZR k * PI < u < 2 * IZR k * PI + PI -> 0 < sin u.
Proof. intros H. replace u with (u - 2 * IZR k * PI + 2 * IZR k * PI) by ring. rewrite sin_Z. apply sin_gt_0; lra. Qed.
Lemma sin_below k u : 2 * IZR k * PI - PI < u < 2 * IZR k * PI -> 0 < - sin u.
Proof. intros H. rewrite <- sin_neg. apply (sin_above (- k)). rewrite opp_IZR. lra. Qed.
Lemma cos_above k u : 2 * IZR k * PI - PI / 2 < u < 2 * IZR k * PI + PI / 2 -> 0 < cos u.
Proof. intros H. rewrite <- sin_shift. rewrite <- (sin_Z (PI / 2 - u) k). apply (sin_above 0). lra. Qed.
Lemma cos_below k u : 2 * IZR k * PI + PI / 2 < u < 2 * IZR k * PI + 3 * PI / 2 -> 0 < - cos u.
Proof. intros H. rewrite <- neg_cos. apply (cos_above (k + 1)). rewrite plus_IZR. lra. Qed.
Lemma cos_above_least k u : 2 * IZR k * PI - PI < u < 2 * IZR k * PI + PI -> 0 < 1 + cos u.
Proof.
  intros H. replace u with (2 * (u / 2)) by field. rewrite cos_2a_cos. assert (C : cos (u / 2) <> 0); [|assert (K := Rsqr_pos_lt _ C); unfold Rsqr in K; lra].
  destruct (Z.Even_or_Odd k) as [[m ->] | [m ->]].
  - rewrite mult_IZR in H. assert (K := cos_above m (u / 2) ltac:(lra)). lra.
  - rewrite plus_IZR, mult_IZR in H. assert (K := cos_below m (u / 2) ltac:(lra)). lra.
Qed.
Lemma sin_gap u v : 0 < cos ((u + v) / 2) * sin ((u - v) / 2) -> 0 < sin u - sin v.
Proof. intros H. rewrite form4. lra. Qed.
