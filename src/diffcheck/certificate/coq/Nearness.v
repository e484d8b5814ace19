(* Neighbourhoods, one-sided limits and their uniqueness. *)
From Coq Require Import Reals ZArith Lra Lia Psatz.
From DiffCheck Require Import Statement.
Open Scope R_scope.

Lemma right_side : side 1. Proof. left; reflexivity. Qed.
Lemma left_side : side (-1). Proof. right; reflexivity. Qed.
#[export] Hint Resolve right_side left_side : core.
Lemma side_size s h : side s -> 0 < h -> Rabs (s * h) = h.
Proof. intros [-> | ->] H; [rewrite Rabs_right | rewrite Rabs_left]; lra. Qed.
Lemma side_off s h : side s -> 0 < h -> s * h <> 0.
Proof. intros [-> | ->] H; lra. Qed.
Lemma min_pos a b : 0 < a -> 0 < b -> 0 < Rmin a b /\ Rmin a b <= a /\ Rmin a b <= b.
Proof. intros. repeat split; [apply Rmin_pos | apply Rmin_l | apply Rmin_r]; assumption. Qed.

(* ---- around and near are filters ---- *)
Lemma around_and c (P Q : R -> Prop) : around c P -> around c Q -> around c (fun x => P x /\ Q x).
Proof.
  intros [d [Hd HP]] [e [He HQ]]. destruct (min_pos d e Hd He) as [M [A B]].
  exists (Rmin d e). split; [exact M|]. intros x Hx. split; [apply HP | apply HQ]; lra.
Qed.
Lemma around_sub c (P Q : R -> Prop) : (forall x, P x -> Q x) -> around c P -> around c Q.
Proof. intros H [d [Hd HP]]. exists d. auto. Qed.
Lemma around_all c (P : R -> Prop) : (forall x, P x) -> around c P.
Proof. exists 1. split; [lra | auto]. Qed.
Lemma around_here c (P : R -> Prop) : around c P -> P c.
Proof. intros [d [Hd HP]]. apply HP. rewrite Rminus_eq_0, Rabs_R0. exact Hd. Qed.
Lemma around_twice c (P : R -> Prop) : around c P -> around c (fun x => around x P).
Proof.
  intros [d [Hd HP]]. exists (d / 2). split; [lra|]. intros x Hx. exists (d / 2). split; [lra|]. intros y Hy. apply HP.
  assert (T := Rabs_triang (y - x) (x - c)). replace (y - x + (x - c)) with (y - c) in T by ring. lra.
Qed.
Lemma near_and s c (P Q : R -> Prop) : near s c P -> near s c Q -> near s c (fun x => P x /\ Q x).
Proof.
  intros [d [Hd HP]] [e [He HQ]]. destruct (min_pos d e Hd He) as [M [A B]].
  exists (Rmin d e). split; [exact M|]. intros h Hh. split; [apply HP | apply HQ]; lra.
Qed.
Lemma near_sub s c (P Q : R -> Prop) : (forall x, P x -> Q x) -> near s c P -> near s c Q.
Proof. intros H [d [Hd HP]]. exists d. auto. Qed.
Lemma near_all s c (P : R -> Prop) : (forall x, P x) -> near s c P.
Proof. exists 1. split; [lra | auto]. Qed.
Lemma near_off s c (P : R -> Prop) : side s -> (forall x, x <> c -> P x) -> near s c P.
Proof. intros Hs H. exists 1. split; [lra|]. intros h [Hh _]. apply H. assert (N := side_off s h Hs Hh). lra. Qed.
Lemma around_near s c P : side s -> around c P -> near s c P.
Proof.
  intros Hs [d [Hd HP]]. exists d. split; [exact Hd|]. intros h Hh. apply HP.
  replace (c + s * h - c) with (s * h) by ring. rewrite side_size; lra || assumption.
Qed.
Lemma near_around s c P : side s -> near s c P -> near s c (fun x => around x P).
Proof.
  intros Hs [d [Hd HP]]. exists d. split; [exact Hd|]. intros h Hh.
  destruct (min_pos h (d - h)) as [M [A B]]; try lra. exists (Rmin h (d - h)). split; [exact M|]. intros y Hy.
  apply Rabs_def2 in Hy. destruct Hs as [-> | ->].
  - replace y with (c + 1 * (y - c)) by ring. apply HP. lra.
  - replace y with (c + -1 * (c - y)) by ring. apply HP. lra.
Qed.
(* Both sides and the point itself make a neighbourhood. *)
Lemma around_sides c (P : R -> Prop) : near (-1) c P -> near 1 c P -> P c -> around c P.
Proof.
  intros [d [Hd L]] [e [He H]] Pc. destruct (min_pos d e Hd He) as [M [A B]]. exists (Rmin d e). split; [exact M|].
  intros x Hx. apply Rabs_def2 in Hx. destruct (total_order_T x c) as [[G | ->] | G]; [|exact Pc|].
  - replace x with (c + -1 * (c - x)) by ring. apply L. lra.
  - replace x with (c + 1 * (x - c)) by ring. apply H. lra.
Qed.

(* ---- points of a domain on one side ---- *)
Lemma reaches_near D s c P : reaches D s c -> near s c P -> exists x, D x /\ P x.
Proof. intros H [d [Hd HP]]. destruct (H d Hd) as [h [Hh HD]]. exists (c + s * h). auto. Qed.
Lemma near_reaches (D : R -> Prop) s c : near s c D -> reaches D s c.
Proof.
  intros [d [Hd H]] e He. destruct (min_pos d e Hd He) as [M [A B]]. exists (Rmin d e / 2). split; [lra|]. apply H. lra.
Qed.
Lemma near_unreached (D : R -> Prop) s c : near s c (fun x => ~ D x) -> ~ reaches D s c.
Proof. intros H R. destruct (reaches_near _ _ _ _ R H) as [x [A B]]. contradiction. Qed.

(* ---- limits ---- *)
Lemma tends_unique D g s c l m : reaches D s c -> tends D g s c l -> tends D g s c m -> l = m.
Proof.
  intros H A B. destruct (Req_dec l m) as [E | E]; [exact E | exfalso].
  assert (P : 0 < Rabs (l - m)) by (apply Rabs_pos_lt; lra).
  destruct (reaches_near _ _ _ _ H (near_and _ _ _ _ (A (Rabs (l - m) / 2) ltac:(lra)) (B (Rabs (l - m) / 2) ltac:(lra)))) as [x [Dx [U V]]].
  specialize (U Dx). specialize (V Dx). apply Rabs_def2 in U. apply Rabs_def2 in V. unfold Rabs in *. destruct (Rcase_abs (l - m)); lra.
Qed.
Lemma rises_not_tends D g s c l : reaches D s c -> rises D g s c -> ~ tends D g s c l.
Proof.
  intros H A B. destruct (reaches_near _ _ _ _ H (near_and _ _ _ _ (A (l + 1)) (B 1 Rlt_0_1))) as [x [Dx [U V]]].
  specialize (U Dx). specialize (V Dx). apply Rabs_def2 in V. lra.
Qed.
Lemma falls_not_tends D g s c l : reaches D s c -> falls D g s c -> ~ tends D g s c l.
Proof.
  intros H A B. destruct (reaches_near _ _ _ _ H (near_and _ _ _ _ (A (l - 1)) (B 1 Rlt_0_1))) as [x [Dx [U V]]].
  specialize (U Dx). specialize (V Dx). apply Rabs_def2 in V. lra.
Qed.
Lemma tends_same (D : R -> Prop) (g h : R -> R) s c l : near s c (fun x => D x -> g x = h x) -> tends D g s c l -> tends D h s c l.
Proof.
  intros E H eps He. eapply near_sub; [|exact (near_and _ _ _ _ E (H eps He))]. intros x [U V] Dx. rewrite <- (U Dx). auto.
Qed.
Lemma rises_same (D : R -> Prop) (g h : R -> R) s c : near s c (fun x => D x -> g x = h x) -> rises D g s c -> rises D h s c.
Proof. intros E H M. eapply near_sub; [|exact (near_and _ _ _ _ E (H M))]. intros x [U V] Dx. rewrite <- (U Dx). auto. Qed.
Lemma falls_same (D : R -> Prop) (g h : R -> R) s c : near s c (fun x => D x -> g x = h x) -> falls D g s c -> falls D h s c.
Proof. intros E H M. eapply near_sub; [|exact (near_and _ _ _ _ E (H M))]. intros x [U V] Dx. rewrite <- (U Dx). auto. Qed.
Lemma limit_same (D D' : R -> Prop) (g h : R -> R) s c q :
  near s c (fun x => (D x <-> D' x) /\ (D x -> g x = h x)) -> limit_is D g s c q -> limit_is D' h s c q.
Proof.
  intros E. assert (T : forall P : R -> Prop, near s c (fun x => D x -> P x) -> near s c (fun x => D' x -> P x)).
  { intros P HP. eapply near_sub; [|exact (near_and _ _ _ _ E HP)]. intros x. cbv beta. tauto. }
  assert (K : reaches D s c <-> reaches D' s c).
  { destruct E as [e [He E]]. split; intros H d Hd; destruct (min_pos d e Hd He) as [M [A B]]; destruct (H _ M) as [k [Hk HD]];
    exists k; (split; [lra|]); apply (E k); auto; lra. }
  assert (T' : forall P : R -> Prop, near s c (fun x => D' x -> P x) -> near s c (fun x => D x -> P x)).
  { intros P HP. eapply near_sub; [|exact (near_and _ _ _ _ E HP)]. intros x. cbv beta. tauto. }
  assert (S : near s c (fun x => D x -> g x = h x)) by (eapply near_sub; [|exact E]; intros x; cbv beta; tauto).
  assert (S' : near s c (fun x => D x -> h x = g x)) by (eapply near_sub; [|exact S]; intros x U V; symmetry; auto).
  destruct q; simpl.
  - tauto.
  - intros [H A]. split; [tauto|]. intros eps He. apply T. exact (tends_same _ _ _ _ _ _ S A eps He).
  - intros [H A]. split; [tauto|]. intros M. apply T. exact (rises_same _ _ _ _ _ S A M).
  - intros [H A]. split; [tauto|]. intros M. apply T. exact (falls_same _ _ _ _ _ S A M).
  - intros [H [A [B F]]]. split; [tauto|]. repeat split.
    + intros [l Hl]. apply A. exists l. apply (tends_same _ _ _ _ _ _ S'). intros eps He. apply T'. exact (Hl eps He).
    + intros Hl. apply B. apply (rises_same _ _ _ _ _ S'). intros M. apply T'. exact (Hl M).
    + intros Hl. apply F. apply (falls_same _ _ _ _ _ S'). intros M. apply T'. exact (Hl M).
Qed.

(* ---- the standard library's notions at one point ---- *)
Lemma continuous_around f c eps : continuity_pt f c -> 0 < eps -> around c (fun x => Rabs (f x - f c) < eps).
Proof.
  intros Hf He. destruct (Hf eps He) as [d [Hd H]]. exists d. split; [exact Hd|]. intros x Hx.
  destruct (Req_dec x c) as [-> | N]; [rewrite Rminus_eq_0, Rabs_R0; exact He|].
  apply H. split; [split; [exact I | auto] | exact Hx].
Qed.
Lemma around_continuous f c : (forall eps, 0 < eps -> around c (fun x => Rabs (f x - f c) < eps)) -> continuity_pt f c.
Proof. intros H eps He. destruct (H eps He) as [d [Hd K]]. exists d. split; [exact Hd|]. intros x [_ Hx]. apply K, Hx. Qed.
Lemma derivable_around f c l :
  derivable_pt_lim f c l <-> forall eps, 0 < eps -> around c (fun x => x <> c -> Rabs (quotient f c x - l) < eps).
Proof.
  split; intros H eps He.
  - destruct (H eps He) as [d Hd]. exists d. split; [apply cond_pos|]. intros x Hx N.
    specialize (Hd (x - c) ltac:(lra) Hx). replace (c + (x - c)) with x in Hd by ring. exact Hd.
  - destruct (H eps He) as [d [Hd K]]. exists (mkposreal d Hd). intros h N Hh. simpl in Hh.
    specialize (K (c + h)). unfold quotient in K. replace (c + h - c) with h in K by ring. apply K; [exact Hh | lra].
Qed.
Lemma derivable_continuous f c l : derivable_pt_lim f c l -> continuity_pt f c.
Proof. intros H. apply derivable_continuous_pt. exists l. exact H. Qed.
Lemma constant_continuous r c : continuity_pt (fun _ => r) c.
Proof. exact (derivable_continuous _ _ _ (derivable_pt_lim_const r c)). Qed.
Lemma derivable_same f g c l : around c (fun x => f x = g x) -> derivable_pt_lim f c l -> derivable_pt_lim g c l.
Proof.
  intros E H. apply derivable_around. intros eps He. rewrite derivable_around in H.
  eapply around_sub; [|exact (around_and _ _ _ E (H eps He))]. intros x [U V] N. unfold quotient in *.
  rewrite <- U, <- (around_here _ _ E). auto.
Qed.
Lemma continuous_same f g c : around c (fun x => f x = g x) -> continuity_pt f c -> continuity_pt g c.
Proof.
  intros E H. apply around_continuous. intros eps He.
  eapply around_sub; [|exact (around_and _ _ _ E (continuous_around f c eps H He))]. intros x [U V].
  rewrite <- U, <- (around_here _ _ E). exact V.
Qed.
Lemma less_around f g c : continuity_pt f c -> continuity_pt g c -> f c < g c -> around c (fun x => f x < g x).
Proof.
  intros F G H. eapply around_sub;
    [|exact (around_and _ _ _ (continuous_around f c ((g c - f c) / 2) F ltac:(lra)) (continuous_around g c ((g c - f c) / 2) G ltac:(lra)))].
  intros x [U V]. apply Rabs_def2 in U. apply Rabs_def2 in V. lra.
Qed.
Lemma unequal_around f g c : continuity_pt f c -> continuity_pt g c -> f c <> g c -> around c (fun x => f x <> g x).
Proof.
  intros F G N. destruct (total_order_T (f c) (g c)) as [[L | E] | L]; [|contradiction|].
  - eapply around_sub; [|exact (less_around _ _ _ F G L)]. intros x H E. cbv beta in H. lra.
  - eapply around_sub; [|exact (less_around _ _ _ G F L)]. intros x H E. cbv beta in H. lra.
Qed.
Lemma preimage_around f c (P : R -> Prop) : continuity_pt f c -> around (f c) P -> around c (fun x => P (f x)).
Proof. intros F [d [Hd H]]. eapply around_sub; [|exact (continuous_around f c d F Hd)]. intros x. apply H. Qed.
Lemma continuous_tends D f s c : side s -> continuity_pt f c -> tends D f s c (f c).
Proof.
  intros Hs H eps He. apply (around_near s c (fun x => D x -> Rabs (f x - f c) < eps) Hs).
  eapply around_sub; [|exact (continuous_around f c eps H He)]. auto.
Qed.
Lemma derivable_tends D f s c l : side s -> derivable_pt_lim f c l -> tends D (quotient f c) s c l.
Proof.
  intros Hs H eps He. rewrite derivable_around in H.
  eapply near_sub; [|exact (near_and _ _ _ _ (around_near s c _ Hs (H eps He)) (near_off s c (fun x => x <> c) Hs (fun x n => n)))].
  intros x [U V] _. auto.
Qed.
Lemma tends_continuous f c : (forall s, side s -> tends (fun _ => True) f s c (f c)) -> continuity_pt f c.
Proof.
  intros H. apply around_continuous. intros eps He. apply around_sides.
  - eapply near_sub; [|exact (H (-1) left_side eps He)]. auto.
  - eapply near_sub; [|exact (H 1 right_side eps He)]. auto.
  - rewrite Rminus_eq_0, Rabs_R0. exact He.
Qed.
Lemma tends_derivable f c l : (forall s, side s -> tends (fun _ => True) (quotient f c) s c l) -> derivable_pt_lim f c l.
Proof.
  intros H. apply derivable_around. intros eps He. apply around_sides.
  - eapply near_sub; [|exact (H (-1) left_side eps He)]. auto.
  - eapply near_sub; [|exact (H 1 right_side eps He)]. auto.
  - intros N. contradiction.
Qed.

(* ---- C^n on a domain that holds a whole neighbourhood ---- *)
Lemma free_domain (D : R -> Prop) g s c l : near s c D -> (tends D g s c l <-> tends (fun _ => True) g s c l).
Proof.
  intros H. split; intros T eps He; (eapply near_sub; [|exact (near_and _ _ _ _ H (T eps He))]); intros x; cbv beta; tauto.
Qed.
Lemma inner_continuous (D : R -> Prop) g c : around c D -> (continuous_at D g c <-> continuity_pt g c).
Proof.
  intros H. split.
  - intros [_ T]. apply tends_continuous. intros s Hs. apply (free_domain D); auto. apply around_near; auto.
  - intros G. split; [exact (around_here _ _ H)|]. intros s Hs. apply continuous_tends; auto.
Qed.
Lemma inner_derivative (D : R -> Prop) g c l : around c D -> (derivative_at D g c l <-> derivable_pt_lim g c l).
Proof.
  intros H. split.
  - intros [_ [_ T]]. apply tends_derivable. intros s Hs. apply (free_domain D); auto. apply around_near; auto.
  - intros G. split; [|split].
    + apply inner_continuous; auto. exact (derivable_continuous _ _ _ G).
    + exists 1. split; auto. apply near_reaches, around_near; auto.
    + intros s Hs. apply derivable_tends; auto.
Qed.
Fixpoint Cn (n : nat) (f : R -> R) (c : R) : Prop :=
  match n with
  | O => around c (continuity_pt f)
  | S m => exists f', around c (fun x => derivable_pt_lim f x (f' x)) /\ Cn m f' c
  end.
Lemma inner_C n : forall D g c, around c D -> (C_near n D g c <-> Cn n g c).
Proof.
  induction n; intros D g c H; simpl.
  - assert (H2 := around_twice _ _ H). split; intros K; (eapply around_sub; [|exact (around_and _ _ _ H2 K)]); intros x [U V].
    + apply (inner_continuous D); auto. apply V. exact (around_here _ _ U).
    + intros _. apply inner_continuous; auto.
  - assert (H2 := around_twice _ _ H). split; intros [f' [K L]]; exists f'; (split; [|apply (IHn D); auto]);
      (eapply around_sub; [|exact (around_and _ _ _ H2 K)]); intros x [U V].
    + apply (inner_derivative D); auto. apply V. exact (around_here _ _ U).
    + intros _. apply inner_derivative; auto.
Qed.
Lemma Cn_same n f g c : around c (fun x => f x = g x) -> Cn n f c -> Cn n g c.
Proof.
  intros E. assert (E2 := around_twice _ _ E). destruct n; simpl.
  - intros H. eapply around_sub; [|exact (around_and _ _ _ E2 H)]. intros x [U V]. exact (continuous_same _ _ _ U V).
  - intros [f' [A B]]. exists f'. split; [|exact B]. eapply around_sub; [|exact (around_and _ _ _ E2 A)].
    intros x [U V]. exact (derivable_same _ _ _ _ U V).
Qed.
Lemma Cn_less n f c : Cn (S n) f c -> Cn n f c.
Proof.
  revert f. induction n; intros f [f' [A B]].
  - simpl. eapply around_sub; [|exact A]. intros x. apply derivable_continuous.
  - exists f'. split; [exact A | exact (IHn f' B)].
Qed.
