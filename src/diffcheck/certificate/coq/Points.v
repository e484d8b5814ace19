(* What branches on both sides say of a point: limits, slopes, verdicts and the exact order of smoothness. *)
From Coq Require Import Reals ZArith Lra Lia Psatz Classical.
From DiffCheck Require Import Statement Nearness Composition Branches.
Open Scope R_scope.

(* ---- limits and slopes on one side ---- *)
Section OneSide.
Variables (f : expr) (c : R).
Definition limit s q := limit_is (dom f) (val f) s c q.
Definition slope_at s q := limit_is (fun x => dom f c /\ dom f x) (quotient (val f) c) s c q.
Lemma branch_reaches s g : branch s c f g -> reaches (dom f) s c.
Proof. intros B. apply near_reaches. eapply near_sub; [|exact B]. intros x [U _]. exact U. Qed.
Lemma branch_limit s g l : side s -> branch s c f g -> regular g c -> val g c = l -> limit s (Fin l).
Proof.
  intros Hs B Rg <-. split; [exact (branch_reaches s g B)|]. apply (tends_same _ (val g)).
  - eapply near_sub; [|exact B]. intros x [_ E] _. auto.
  - apply continuous_tends; [exact Hs | apply regular_continuous, Rg].
Qed.
Lemma void_limit s : void s c f -> limit s Null.
Proof. intros V. exact (near_unreached _ _ _ V). Qed.
Lemma slope_undefined s : ~ dom f c -> slope_at s Null.
Proof. intros N. apply near_unreached, near_all. tauto. Qed.
Lemma slope_void s : void s c f -> slope_at s Null.
Proof. intros V. apply near_unreached. eapply near_sub; [|exact V]. intros x. cbv beta. tauto. Qed.
Lemma branch_slope s g l : side s -> branch s c f g -> regular g c -> dom f c -> val f c = val g c -> val (D g) c = l -> slope_at s (Fin l).
Proof.
  intros Hs B Rg Dc E <-. split.
  - apply near_reaches. eapply near_sub; [|exact B]. intros x [U _]. auto.
  - apply (tends_same _ (quotient (val g) c)).
    + eapply near_sub; [|exact B]. intros x [_ V] _. unfold quotient. congruence.
    + apply derivable_tends; [exact Hs | apply regular_derivable, Rg].
Qed.
Lemma slope_limit s q : dom f c -> slope_at s q -> limit_is (dom f) (quotient (val f) c) s c q.
Proof. intros Dc. apply limit_same, near_all. intros x. split; [tauto | auto]. Qed.
(* After a jump the difference quotient grows like jump / (x - c). *)
Lemma jump_growth s l M : side s -> limit s (Fin l) -> 0 < s * (l - val f c) -> near s c (fun x => dom f c /\ dom f x -> M < quotient (val f) c x).
Proof.
  intros Hs [_ T] J. set (j := s * (l - val f c)) in *. assert (A := Rabs_pos M).
  assert (P : 0 < j / 2 / (Rabs M + 1)) by (repeat apply Rdiv_lt_0_compat; lra).
  destruct (T (j / 2) ltac:(lra)) as [d [Hd U]]. destruct (min_pos d _ Hd P) as [Q [V W]].
  exists (Rmin d (j / 2 / (Rabs M + 1))). split; [exact Q|]. intros h Hh [_ Dx]. specialize (U h ltac:(lra) Dx). apply Rabs_def2 in U.
  unfold quotient. replace (c + s * h - c) with (s * h) by ring. set (v := val f (c + s * h)) in *.
  assert (K : (v - val f c) / (s * h) = s * (v - val f c) / h) by (destruct Hs as [-> | ->]; field; lra).
  assert (B : j / 2 < s * (v - val f c)) by (unfold j in *; destruct Hs as [-> | ->]; lra).
  assert (E : h * (Rabs M + 1) < j / 2).
  { apply (Rmult_lt_reg_r (/ (Rabs M + 1))); [apply Rinv_0_lt_compat; lra|]. rewrite Rmult_assoc, Rinv_r by lra. unfold Rdiv in *. lra. }
  rewrite K. apply (Rmult_lt_reg_r h); [lra|]. unfold Rdiv. rewrite Rmult_assoc, Rinv_l by lra. assert (F := Rle_abs M). nra.
Qed.
Lemma jump_reaches s l : dom f c -> limit s (Fin l) -> reaches (fun x => dom f c /\ dom f x) s c.
Proof. intros Dc [H _] d Hd. destruct (H d Hd) as [h [A B]]. exists h. auto. Qed.
End OneSide.
Lemma slope_after_jump_up f c s l : side s -> dom f c -> limit f c s (Fin l) -> 0 < s * (l - val f c) -> slope_at f c s PInf.
Proof. intros Hs Dc L J. split; [exact (jump_reaches _ _ _ _ Dc L)|]. intros M. exact (jump_growth _ _ _ _ _ Hs L J). Qed.
Lemma slope_after_jump_down f c s l : side s -> dom f c -> limit f c s (Fin l) -> s * (l - val f c) < 0 -> slope_at f c s MInf.
Proof.
  intros Hs Dc L J. split; [exact (jump_reaches _ _ _ _ Dc L)|]. intros M.
  assert (L' : limit (Opp f) c s (Fin (- l))).
  { destruct L as [A B]. split; [exact A|]. intros eps He. eapply near_sub; [|exact (B eps He)]. intros x U Dx. simpl.
    replace (- val f x - - l) with (- (val f x - l)) by ring. rewrite Rabs_Ropp. auto. }
  eapply near_sub; [|exact (jump_growth (Opp f) c s (- l) (- M) Hs L' ltac:(simpl; lra))].
  intros x U H. specialize (U H). unfold quotient in *. simpl in U. unfold Rdiv in *. lra.
Qed.
(* ---- poles ---- *)
Lemma pole f c s n d : side s -> branch s c f (Div n d) -> regular n c -> regular d c -> 0 < val n c -> val d c = 0 -> positive s c d -> limit f c s PInf.
Proof.
  intros Hs B Rn Rd N Z P. split; [exact (branch_reaches f c s _ B)|]. intros M.
  set (a := val n c) in *. assert (A := Rabs_pos M). assert (Q : 0 < a / 2 / (Rabs M + 1)) by (repeat apply Rdiv_lt_0_compat; lra).
  assert (U := around_near s c _ Hs (continuous_around _ _ _ (regular_continuous d c Rd) Q)).
  assert (V := around_near s c _ Hs (continuous_around _ _ (a / 2) (regular_continuous n c Rn) ltac:(lra))).
  eapply near_sub; [|exact (near_and _ _ _ _ (near_and _ _ _ _ B P) (near_and _ _ _ _ U V))].
  intros x [[[_ E] K] [F G]] _. cbv beta in *. rewrite E. simpl. rewrite Z, Rminus_0_r in F. apply Rabs_def2 in F. apply Rabs_def2 in G. fold a in G.
  apply (Rmult_lt_reg_r (val d x)); [exact K|]. unfold Rdiv at 1. rewrite Rmult_assoc, Rinv_l by lra.
  assert (H : val d x * (Rabs M + 1) < a / 2).
  { apply (Rmult_lt_reg_r (/ (Rabs M + 1))); [apply Rinv_0_lt_compat; lra|]. rewrite Rmult_assoc, Rinv_r by lra. unfold Rdiv in *. lra. }
  assert (L := Rle_abs M). nra.
Qed.
Lemma opposite_falls f c s : limit (Opp f) c s PInf -> limit f c s MInf.
Proof.
  intros [A B]. split; [exact A|]. intros M. eapply near_sub; [|exact (B (- M))]. intros x U Dx. specialize (U Dx). simpl in U. lra.
Qed.
Lemma pole_minus f c s n d : side s -> branch s c f (Div n d) -> regular n c -> regular d c -> val n c < 0 -> val d c = 0 -> positive s c d -> limit f c s MInf.
Proof.
  intros Hs B Rn Rd N Z P. apply opposite_falls. apply (pole (Opp f) c s (Opp n) d); simpl; auto; try lra.
  apply (branch_same s c (Opp f) (Opp (Div n d))); [apply branch_opp, B|]. apply near_all. intros x. simpl. unfold Rdiv. ring.
Qed.
Lemma pole_below f c s n d : side s -> branch s c f (Div n d) -> regular n c -> regular d c -> 0 < val n c -> val d c = 0 -> positive s c (Opp d) -> limit f c s MInf.
Proof.
  intros Hs B Rn Rd N Z P. apply opposite_falls. apply (pole (Opp f) c s n (Opp d)); simpl; auto; try lra.
  apply (branch_same s c (Opp f) (Opp (Div n d))); [apply branch_opp, B|]. eapply near_sub; [|exact P]. intros x U. simpl in *. field. lra.
Qed.
Lemma pole_minus_below f c s n d : side s -> branch s c f (Div n d) -> regular n c -> regular d c -> val n c < 0 -> val d c = 0 -> positive s c (Opp d) -> limit f c s PInf.
Proof.
  intros Hs B Rn Rd N Z P. apply (pole f c s (Opp n) (Opp d)); simpl; auto; try lra.
  apply (branch_same s c f (Div n d)); [exact B|]. eapply near_sub; [|exact P]. intros x U. simpl in *. field. lra.
Qed.

(* The difference quotient of a function with an infinite limit. *)
Lemma slope_of_rise f c s : side s -> dom f c -> limit f c s PInf -> forall M, near s c (fun x => dom f c /\ dom f x -> M < s * quotient (val f) c x).
Proof.
  intros Hs Dc [_ B]. intros M. assert (A := Rabs_pos M). assert (A' := Rle_abs M).
  destruct (B (val f c + Rabs M)) as [d [Hd U]]. destruct (min_pos d 1 Hd Rlt_0_1) as [Q [V W]]. exists (Rmin d 1). split; [exact Q|].
  intros h Hh [_ Dx]. specialize (U h ltac:(lra) Dx). unfold quotient. replace (c + s * h - c) with (s * h) by ring. set (v := val f (c + s * h)) in *.
  replace (s * ((v - val f c) / (s * h))) with ((v - val f c) / h) by (destruct Hs as [-> | ->]; field; lra).
  apply (Rmult_lt_reg_r h); [lra|]. unfold Rdiv. rewrite Rmult_assoc, Rinv_l by lra. nra.
Qed.
Lemma slope_after_rise_right f c : dom f c -> limit f c 1 PInf -> slope_at f c 1 PInf.
Proof.
  intros Dc L. split; [intros d Hd; destruct (proj1 L d Hd) as [h [A B]]; exists h; auto|]. intros M.
  eapply near_sub; [|exact (slope_of_rise f c 1 right_side Dc L M)]. intros x U H. specialize (U H). lra.
Qed.
Lemma slope_after_rise_left f c : dom f c -> limit f c (-1) PInf -> slope_at f c (-1) MInf.
Proof.
  intros Dc L. split; [intros d Hd; destruct (proj1 L d Hd) as [h [A B]]; exists h; auto|]. intros M.
  eapply near_sub; [|exact (slope_of_rise f c (-1) left_side Dc L (- M))]. intros x U H. specialize (U H). lra.
Qed.
Lemma falls_opposite f c s : limit f c s MInf -> limit (Opp f) c s PInf.
Proof. intros [A B]. split; [exact A|]. intros M. eapply near_sub; [|exact (B (- M))]. intros x U Dx. specialize (U Dx). simpl. lra. Qed.
Lemma slope_opposite f c s : slope_at (Opp f) c s PInf -> slope_at f c s MInf.
Proof.
  intros [A B]. split; [exact A|]. intros M. eapply near_sub; [|exact (B (- M))]. intros x U H. specialize (U H). unfold quotient in *. simpl in U.
  unfold Rdiv in *. lra.
Qed.
Lemma slope_opposite_up f c s : slope_at (Opp f) c s MInf -> slope_at f c s PInf.
Proof.
  intros [A B]. split; [exact A|]. intros M. eapply near_sub; [|exact (B (- M))]. intros x U H. specialize (U H). unfold quotient in *. simpl in U.
  unfold Rdiv in *. lra.
Qed.
Lemma slope_after_fall_right f c : dom f c -> limit f c 1 MInf -> slope_at f c 1 MInf.
Proof. intros Dc L. apply slope_opposite, slope_after_rise_right; [exact Dc | apply falls_opposite, L]. Qed.
Lemma slope_after_fall_left f c : dom f c -> limit f c (-1) MInf -> slope_at f c (-1) PInf.
Proof. intros Dc L. apply slope_opposite_up, slope_after_rise_left; [exact Dc | apply falls_opposite, L]. Qed.

(* ---- verdicts ---- *)
Lemma unreached_near D s c : ~ reaches D s c -> near s c (fun x => ~ D x).
Proof.
  intros H. apply not_all_ex_not in H. destruct H as [d H]. apply imply_to_and in H. destruct H as [Hd H].
  exists d. split; [exact Hd|]. intros h Hh K. apply H. exists h. auto.
Qed.
Lemma unreached_tends D g s c l : ~ reaches D s c -> tends D g s c l.
Proof. intros H eps He. eapply near_sub; [|exact (unreached_near D s c H)]. intros x N Dx. contradiction. Qed.
Definition agrees D g s c l := limit_is D g s c (Fin l) \/ limit_is D g s c Null.
Lemma agrees_tends D g s c l : agrees D g s c l -> tends D g s c l.
Proof. intros [[_ H] | H]; [exact H | apply unreached_tends, H]. Qed.
Lemma continuous_yes f c v : dom f c -> val f c = v -> agrees (dom f) (val f) (-1) c v -> agrees (dom f) (val f) 1 c v -> continuous_at (dom f) (val f) c.
Proof. intros Dc <- A B. split; [exact Dc|]. intros s [-> | ->]; apply agrees_tends; assumption. Qed.
Lemma continuous_no_undefined f c : ~ dom f c -> ~ continuous_at (dom f) (val f) c.
Proof. intros N [H _]. contradiction. Qed.
Lemma continuous_no_limit f c s l : side s -> limit f c s (Fin l) -> l <> val f c -> ~ continuous_at (dom f) (val f) c.
Proof. intros Hs [A B] N [_ H]. exact (N (tends_unique _ _ _ _ _ _ A B (H s Hs))). Qed.
Lemma continuous_no_rises f c s : side s -> limit f c s PInf -> ~ continuous_at (dom f) (val f) c.
Proof. intros Hs [A B] [_ H]. exact (rises_not_tends _ _ _ _ _ A B (H s Hs)). Qed.
Lemma continuous_no_falls f c s : side s -> limit f c s MInf -> ~ continuous_at (dom f) (val f) c.
Proof. intros Hs [A B] [_ H]. exact (falls_not_tends _ _ _ _ _ A B (H s Hs)). Qed.
Lemma continuous_no_dne f c s : side s -> limit f c s Dne -> ~ continuous_at (dom f) (val f) c.
Proof. intros Hs [A [B _]] [_ H]. apply B. exists (val f c). exact (H s Hs). Qed.
Definition differentiable_at f c := exists l, derivative_at (dom f) (val f) c l.
Lemma slope_agrees f c s l : dom f c -> slope_at f c s (Fin l) \/ slope_at f c s Null -> agrees (dom f) (quotient (val f) c) s c l.
Proof. intros Dc [H | H]; [left | right]; apply slope_limit; assumption. Qed.
Lemma differentiable_both f c l : continuous_at (dom f) (val f) c -> slope_at f c (-1) (Fin l) -> slope_at f c 1 (Fin l) -> differentiable_at f c.
Proof.
  intros H A B. assert (Dc := proj1 H). apply (slope_limit f c) in A; [|exact Dc]. apply (slope_limit f c) in B; [|exact Dc].
  exists l. split; [exact H|]. split; [exists 1; split; [auto | exact (proj1 B)]|]. intros s [-> | ->]; [exact (proj2 B) | exact (proj2 A)].
Qed.
Lemma differentiable_edge f c s l : side s -> continuous_at (dom f) (val f) c -> slope_at f c s (Fin l) -> slope_at f c (- s) Null -> differentiable_at f c.
Proof.
  intros Hs H A B. assert (Dc := proj1 H). apply (slope_limit f c) in A; [|exact Dc]. apply (slope_limit f c) in B; [|exact Dc].
  exists l. split; [exact H|]. split; [exists s; split; [exact Hs | exact (proj1 A)]|].
  intros t Ht. assert (K : t = s \/ t = - s) by (destruct Hs as [-> | ->], Ht as [-> | ->]; lra).
  destruct K as [-> | ->]; [exact (proj2 A) | apply unreached_tends, B].
Qed.
Lemma differentiable_no_continuous f c : ~ continuous_at (dom f) (val f) c -> ~ differentiable_at f c.
Proof. intros N [l [H _]]. contradiction. Qed.
Lemma differentiable_no_corner f c l r : dom f c -> slope_at f c (-1) (Fin l) -> slope_at f c 1 (Fin r) -> l <> r -> ~ differentiable_at f c.
Proof.
  intros Dc A B N [k [_ [_ K]]]. apply (slope_limit f c) in A; [|exact Dc]. apply (slope_limit f c) in B; [|exact Dc]. apply N.
  rewrite (tends_unique _ _ _ _ _ _ (proj1 A) (proj2 A) (K (-1) left_side)). exact (eq_sym (tends_unique _ _ _ _ _ _ (proj1 B) (proj2 B) (K 1 right_side))).
Qed.
Lemma differentiable_no_rises f c s : side s -> dom f c -> slope_at f c s PInf -> ~ differentiable_at f c.
Proof. intros Hs Dc A [k [_ [_ K]]]. apply (slope_limit f c) in A; [|exact Dc]. exact (rises_not_tends _ _ _ _ _ (proj1 A) (proj2 A) (K s Hs)). Qed.
Lemma differentiable_no_falls f c s : side s -> dom f c -> slope_at f c s MInf -> ~ differentiable_at f c.
Proof. intros Hs Dc A [k [_ [_ K]]]. apply (slope_limit f c) in A; [|exact Dc]. exact (falls_not_tends _ _ _ _ _ (proj1 A) (proj2 A) (K s Hs)). Qed.
Lemma differentiable_no_dne f c s : side s -> dom f c -> slope_at f c s Dne -> ~ differentiable_at f c.
Proof. intros Hs Dc A [k [_ [_ K]]]. apply (slope_limit f c) in A; [|exact Dc]. apply (proj1 (proj2 A)). exists k. exact (K s Hs). Qed.
Lemma differentiable_no_isolated f c : void (-1) c f -> void 1 c f -> ~ differentiable_at f c.
Proof. intros A B [l [_ [[s [[-> | ->] H]] _]]]; [exact (near_unreached _ _ _ B H) | exact (near_unreached _ _ _ A H)]. Qed.

(* ---- order: two branches that are regular at the point ---- *)
Definition glue c l r := Case X (Cst c) l r r.
Fixpoint Dn n g := match n with O => g | S m => Dn m (D g) end.
(* What both branches have in common adds the same to all derivatives. *)
Lemma Dn_zero n x : val (Dn n (Num 0)) x = 0.
Proof. assert (H : Dn n (Num 0) = Num 0) by (induction n; auto). rewrite H. reflexivity. Qed.
Lemma Dn_add n : forall a b x, val (Dn n (add a b)) x = val (Dn n a) x + val (Dn n b) x.
Proof.
  induction n; intros a b x; [apply val_add|]. unfold add. destruct (is_zero a) eqn:Ea; [|destruct (is_zero b) eqn:Eb].
  - apply is_zero_true in Ea. subst a. rewrite Dn_zero. ring.
  - apply is_zero_true in Eb. subst b. rewrite Dn_zero. ring.
  - simpl. apply IHn.
Qed.
Lemma Dn_sum n a b x : val (Dn n (Add a b)) x = val (Dn n a) x + val (Dn n b) x.
Proof. destruct n; [reflexivity|]. simpl. apply Dn_add. Qed.
Lemma same_before n a b b' x : val (Dn n b) x = val (Dn n b') x -> val (Dn n (Add a b)) x = val (Dn n (Add a b')) x.
Proof. intros H. rewrite !Dn_sum, H. reflexivity. Qed.
Lemma same_behind n a a' b x : val (Dn n a) x = val (Dn n a') x -> val (Dn n (Add a b)) x = val (Dn n (Add a' b)) x.
Proof. intros H. rewrite !Dn_sum, H. reflexivity. Qed.
Lemma differ_before n a b b' x : val (Dn n b) x <> val (Dn n b') x -> val (Dn n (Add a b)) x <> val (Dn n (Add a b')) x.
Proof. intros H. rewrite !Dn_sum. lra. Qed.
Lemma differ_behind n a a' b x : val (Dn n a) x <> val (Dn n a') x -> val (Dn n (Add a b)) x <> val (Dn n (Add a' b)) x.
Proof. intros H. rewrite !Dn_sum. lra. Qed.
Ltac common := repeat lazymatch goal with
  | |- val (Dn _ (Add ?a ?b)) _ = val (Dn _ (Add ?a' ?b')) _ => tryif constr_eq a a' then apply same_before else (constr_eq b b'; apply same_behind)
  | |- val (Dn _ (Add ?a ?b)) _ <> val (Dn _ (Add ?a' ?b')) _ => tryif constr_eq a a' then apply differ_before else (constr_eq b b'; apply differ_behind) end.
Lemma glue_l c l r x : x < c -> val (glue c l r) x = val l x.
Proof. intros H. unfold glue. simpl. apply choose_left, H. Qed.
Lemma glue_r c l r x : c <= x -> val (glue c l r) x = val r x.
Proof. intros [H | H]; unfold glue; simpl; [apply choose_right | apply choose_tie]; auto. Qed.
Lemma glue_off c l r x : x <> c -> regular l x -> regular r x -> regular (glue c l r) x.
Proof. intros N A B. unfold glue. simpl. repeat split. destruct (Rdichotomy _ _ N) as [L | L]; [rewrite choose_left | rewrite choose_right]; auto. Qed.
Lemma glue_near_l c l r : near (-1) c (fun x => val (glue c l r) x = val l x).
Proof. exists 1. split; [lra|]. intros h Hh. apply glue_l. lra. Qed.
Lemma glue_near_r c l r : near 1 c (fun x => val (glue c l r) x = val r x).
Proof. exists 1. split; [lra|]. intros h Hh. apply glue_r. lra. Qed.
Section Glue.
Definition everywhere (_ : R) := True.
Lemma everywhere_reaches s c : reaches everywhere s c. Proof. apply near_reaches, near_all. exact (fun _ => I). Qed.
Lemma glue_tends_l c l r : regular l c -> tends everywhere (val (glue c l r)) (-1) c (val l c).
Proof.
  intros H. apply (tends_same _ (val l)); [|apply continuous_tends; auto using regular_continuous].
  eapply near_sub; [|exact (glue_near_l c l r)]. auto.
Qed.
Lemma glue_tends_r c l r : regular r c -> tends everywhere (val (glue c l r)) 1 c (val r c).
Proof.
  intros H. apply (tends_same _ (val r)); [|apply continuous_tends; auto using regular_continuous].
  eapply near_sub; [|exact (glue_near_r c l r)]. auto.
Qed.
Lemma glue_quotient_l c l r : regular l c -> val l c = val r c -> tends everywhere (quotient (val (glue c l r)) c) (-1) c (val (D l) c).
Proof.
  intros H E. apply (tends_same _ (quotient (val l) c)); [|apply derivable_tends; auto using regular_derivable].
  eapply near_sub; [|exact (glue_near_l c l r)]. intros x U _. unfold quotient. rewrite U, (glue_r c l r c), E by lra. reflexivity.
Qed.
Lemma glue_quotient_r c l r : regular r c -> tends everywhere (quotient (val (glue c l r)) c) 1 c (val (D r) c).
Proof.
  intros H. apply (tends_same _ (quotient (val r) c)); [|apply derivable_tends; auto using regular_derivable].
  eapply near_sub; [|exact (glue_near_r c l r)]. intros x U _. unfold quotient. rewrite U, (glue_r c l r c) by lra. reflexivity.
Qed.
Lemma glue_derivable c l r : regular l c -> regular r c -> val l c = val r c -> val (D l) c = val (D r) c ->
  around c (fun x => derivable_pt_lim (val (glue c l r)) x (val (glue c (D l) (D r)) x)).
Proof.
  intros Rl Rr E E'. eapply around_sub; [|exact (around_and _ _ _ (regular_around l c Rl) (regular_around r c Rr))]. intros x [A B].
  destruct (Req_dec x c) as [-> | N]; [|exact (regular_derivable _ x (glue_off c l r x N A B))].
  apply tends_derivable. rewrite (glue_r c (D l) (D r) c) by lra. intros s [-> | ->].
  - exact (glue_quotient_r c l r Rr).
  - rewrite <- E'. exact (glue_quotient_l c l r Rl E).
Qed.
Theorem glue_smooth n : forall c l r, regular l c -> regular r c -> (forall j, (j <= n)%nat -> val (Dn j l) c = val (Dn j r) c) -> Cn n (val (glue c l r)) c.
Proof.
  induction n; intros c l r Rl Rr E; assert (E0 := E O (Nat.le_0_l _)); change (val l c = val r c) in E0.
  - change (around c (continuity_pt (val (glue c l r)))). eapply around_sub; [|exact (around_and _ _ _ (regular_around l c Rl) (regular_around r c Rr))]. intros x [A B].
    destruct (Req_dec x c) as [-> | N]; [|exact (regular_continuous _ x (glue_off c l r x N A B))].
    apply tends_continuous. rewrite (glue_r c l r c) by lra. intros s [-> | ->]; [exact (glue_tends_r c l r Rr) | rewrite <- E0; exact (glue_tends_l c l r Rl)].
  - exists (val (glue c (D l) (D r))). split.
    + apply glue_derivable; auto. apply (E 1%nat). lia.
    + apply IHn; auto using regular_D. intros j Hj. apply (E (S j)). lia.
Qed.
Theorem smooth_glue n : forall c l r, regular l c -> regular r c -> Cn n (val (glue c l r)) c -> forall j, (j <= n)%nat -> val (Dn j l) c = val (Dn j r) c.
Proof.
  assert (Z : forall c l r, regular l c -> continuity_pt (val (glue c l r)) c -> val l c = val r c).
  { intros c l r Rl H. rewrite <- (glue_r c l r c) by lra.
    exact (tends_unique _ _ _ _ _ _ (everywhere_reaches _ _) (glue_tends_l c l r Rl) (continuous_tends _ _ _ _ left_side H)). }
  induction n; intros c l r Rl Rr H j Hj.
  - replace j with O by lia. simpl. apply Z; [exact Rl|]. exact (around_here _ _ H).
  - destruct H as [f' [A B]]. assert (A0 := around_here _ _ A). cbv beta in A0.
    assert (E := Z c l r Rl (derivable_continuous _ _ _ A0)). destruct j as [|j]; [exact E|].
    assert (E' : val (D l) c = val (D r) c).
    { rewrite (tends_unique _ _ _ _ _ _ (everywhere_reaches _ _) (glue_quotient_l c l r Rl E) (derivable_tends _ _ _ _ _ left_side A0)).
      exact (tends_unique _ _ _ _ _ _ (everywhere_reaches _ _) (derivable_tends _ _ _ _ _ right_side A0) (glue_quotient_r c l r Rr)). }
    apply (IHn c (D l) (D r)); auto using regular_D; [|lia]. apply (Cn_same n f'); [|exact B].
    eapply around_sub; [|exact (around_and _ _ _ A (glue_derivable c l r Rl Rr E E'))]. intros x [U V]. exact (uniqueness_limite _ _ _ _ U V).
Qed.
End Glue.
Section Meeting.
Variables (f l r : expr) (c : R).
Hypotheses (L : branch (-1) c f l) (R0 : branch 1 c f r) (Dc : dom f c) (E : val f c = val r c).
Lemma meeting_inner : around c (dom f).
Proof. apply around_sides; [eapply near_sub; [|exact L] | eapply near_sub; [|exact R0] | exact Dc]; intros x [U _]; exact U. Qed.
Lemma meeting_glue : around c (fun x => val (glue c l r) x = val f x).
Proof.
  apply around_sides.
  - eapply near_sub; [|exact (near_and _ _ _ _ L (glue_near_l c l r))]. intros x [[_ U] V]. congruence.
  - eapply near_sub; [|exact (near_and _ _ _ _ R0 (glue_near_r c l r))]. intros x [[_ U] V]. congruence.
  - rewrite glue_r by lra. symmetry. exact E.
Qed.
Lemma meeting_C n : C_near n (dom f) (val f) c <-> Cn n (val (glue c l r)) c.
Proof.
  rewrite (inner_C n _ _ _ meeting_inner). assert (G := meeting_glue).
  split; apply Cn_same; [|exact G]. eapply around_sub; [|exact G]. auto.
Qed.
Theorem order_exactly n : regular l c -> regular r c -> (forall j, (j <= n)%nat -> val (Dn j l) c = val (Dn j r) c) ->
  val (Dn (S n) l) c <> val (Dn (S n) r) c -> dom f c /\ order_is (dom f) (val f) c (Class n).
Proof.
  intros Rl Rr H N. split; [exact Dc|]. split; [apply meeting_C, glue_smooth; assumption|].
  intros K. apply N. rewrite meeting_C in K. exact (smooth_glue (S n) c l r Rl Rr K (S n) (le_n _)).
Qed.
(* Both branches are one function. *)
Theorem order_smooth : regular r c -> (forall x, val l x = val r x) -> dom f c /\ order_is (dom f) (val f) c Smooth.
Proof.
  intros Rr H. split; [exact Dc|]. intros n. rewrite (inner_C n _ _ _ meeting_inner).
  apply (Cn_same n (val r)); [|apply regular_Cn, Rr]. eapply around_sub; [|exact meeting_glue]. intros x U.
  rewrite <- U. destruct (Rlt_le_dec x c) as [K | K]; [rewrite glue_l by exact K | rewrite glue_r by exact K]; auto.
Qed.
Theorem healed : regular r c -> (forall x, val l x = val r x) -> ordinary f c.
Proof.
  intros Rr H. left. assert (I2 := around_twice _ _ meeting_inner). assert (S : around c (fun x => val r x = val f x)).
  { eapply around_sub; [|exact meeting_glue]. intros x U. rewrite <- U.
    destruct (Rlt_le_dec x c) as [K | K]; [rewrite glue_l by exact K | rewrite glue_r by exact K]; auto. }
  eapply around_sub; [|exact (around_and _ _ _ I2 (around_and _ _ _ (around_twice _ _ S) (regular_around r c Rr)))].
  intros x [U [V W]]. split; [exact (around_here _ _ U)|]. intros n. apply inner_C; [exact U|]. exact (Cn_same n (val r) _ _ V (regular_Cn n r x W)).
Qed.
End Meeting.

(* ---- order: an end point, and the order 0 ---- *)
Lemma edge_C n : forall (D0 : R -> Prop) g h s c, side s -> near s c D0 -> near (- s) c (fun x => ~ D0 x) -> D0 c ->
  around c (fun x => D0 x -> g x = val h x) -> regular h c -> C_near n D0 g c.
Proof.
  assert (T : forall D0 g h s c t l, side s -> near (- s) c (fun x : R => ~ D0 x) -> (side t -> tends D0 h t c l) ->
    (around c (fun x : R => D0 x -> g x = h x)) -> side t -> tends D0 g t c l).
  { intros D0 g h s c t l Hs V H E Ht. apply (tends_same _ h); [|auto]. eapply near_sub; [|exact (around_near t c _ Ht E)].
    intros x U Dx. symmetry. auto. }
  assert (Q : forall D0 g h s c, side s -> near s c D0 -> near (- s) c (fun x => ~ D0 x) -> D0 c -> around c (fun x => D0 x -> g x = val h x) -> regular h c ->
    around c (fun x => D0 x -> derivative_at D0 g x (val (D h) x))).
  { intros D0 g h s c Hs N V Dc E Rh. assert (E2 := around_twice _ _ E). assert (RA := regular_around h c Rh).
    assert (I : near s c (fun x => D0 x -> derivative_at D0 g x (val (D h) x))).
    { eapply near_sub; [|exact (near_and _ _ _ _ (near_around s c _ Hs N) (around_near s c _ Hs (around_and _ _ _ E2 RA)))].
      intros x [U [W Rx]] _. apply (inner_derivative D0); [exact U|]. apply (derivable_same (val h)); [|apply regular_derivable, Rx].
      eapply around_sub; [|exact (around_and _ _ _ U W)]. intros z [A B]. symmetry. auto. }
    assert (O : near (- s) c (fun x => D0 x -> derivative_at D0 g x (val (D h) x))) by (eapply near_sub; [|exact V]; intros x U Dx; contradiction).
    assert (H0 : D0 c -> derivative_at D0 g c (val (D h) c)).
    { intros _. assert (Ec : g c = val h c) by (apply (around_here _ _ E), Dc). split; [|split].
      - split; [exact Dc|]. intros t Ht. rewrite Ec. apply (T D0 g (val h) s c t); auto. intros _. apply continuous_tends; auto using regular_continuous.
      - exists s. split; [exact Hs | apply near_reaches, N].
      - intros t Ht. apply (tends_same _ (quotient (val h) c)); [|apply derivable_tends; auto using regular_derivable].
        eapply near_sub; [|exact (around_near t c _ Ht E)]. intros x U Dx. unfold quotient. rewrite (U Dx), Ec. reflexivity. }
    destruct Hs as [-> | ->]; apply around_sides; auto. replace (- -1) with 1 in O by ring. exact O. }
  induction n; intros D0 g h s c Hs N V Dc E Rh; simpl.
  - eapply around_sub; [|exact (Q D0 g h s c Hs N V Dc E Rh)]. intros x U Dx. exact (proj1 (U Dx)).
  - exists (val (D h)). split; [exact (Q D0 g h s c Hs N V Dc E Rh)|].
    apply (IHn D0 (val (D h)) (D h) s c Hs N V Dc); [apply around_all; auto | apply regular_D, Rh].
Qed.
Theorem order_edge f g s c : side s -> branch s c f g -> void (- s) c f -> dom f c -> val f c = val g c -> regular g c -> dom f c /\ order_is (dom f) (val f) c Smooth.
Proof.
  intros Hs B V Dc E Rg. split; [exact Dc|]. intros n. apply (edge_C n (dom f) (val f) g s c); auto.
  - eapply near_sub; [|exact B]. intros x [U _]. exact U.
  - assert (P : near s c (fun x => dom f x -> val f x = val g x)) by (eapply near_sub; [|exact B]; intros x [_ U] _; exact U).
    assert (Q : near (- s) c (fun x => dom f x -> val f x = val g x)) by (eapply near_sub; [|exact V]; intros x U Dx; contradiction).
    destruct Hs as [-> | ->]; apply around_sides; auto. replace (- -1) with 1 in Q by ring. exact Q.
Qed.
Definition steady s c f := near s c (fun x => dom f x -> continuous_at (dom f) (val f) x).
Lemma steady_void s c f : void s c f -> steady s c f.
Proof. apply near_sub. intros x N Dx. contradiction. Qed.
Lemma steady_branch s c f g : side s -> branch s c f g -> near s c (regular g) -> steady s c f.
Proof.
  intros Hs B Rg. eapply near_sub; [|exact (near_and _ _ _ _ (near_around s c _ Hs B) Rg)]. intros x [U W] _.
  apply inner_continuous; [eapply around_sub; [|exact U]; intros z [A _]; exact A|].
  apply (continuous_same (val g)); [|apply regular_continuous, W]. eapply around_sub; [|exact U]. intros z [_ A]. auto.
Qed.
Lemma steady_regular s c f g : side s -> branch s c f g -> regular g c -> steady s c f.
Proof. intros Hs B Rg. apply (steady_branch s c f g Hs B). apply around_near; [exact Hs | apply regular_around, Rg]. Qed.
Theorem order_zero f c : continuous_at (dom f) (val f) c -> steady (-1) c f -> steady 1 c f -> ~ differentiable_at f c ->
  dom f c /\ order_is (dom f) (val f) c (Class 0).
Proof.
  intros H A B N. split; [exact (proj1 H)|]. split.
  - simpl. apply around_sides; auto.
  - intros [f' [K _]]. apply N. exists (f' c). apply (around_here _ _ K), H.
Qed.
Theorem order_rough f c : dom f c -> ~ continuous_at (dom f) (val f) c -> dom f c /\ order_is (dom f) (val f) c Rough.
Proof. intros Dc N. split; [exact Dc|]. intros K. apply N. apply (around_here _ _ K), Dc. Qed.

(* ---- the verdicts on the domain, from the points and from what is ordinary ---- *)
Definition good n f x := dom f x -> C_near n (dom f) (val f) x.
Lemma ordinary_good f x n : ordinary f x -> good n f x.
Proof. intros [H | H] Dx; [exact (proj2 (around_here _ _ H) n) | exfalso; exact (around_here _ _ H Dx)]. Qed.
Lemma order_good f c o n : order_is (dom f) (val f) c o -> match o with Rough => False | Class k => (n <= k)%nat | Smooth => True end -> good n f c.
Proof.
  intros H L Dc. destruct o; simpl in H; [contradiction | | exact (H n)]. destruct H as [H _]. revert H.
  assert (S1 : forall m D0 g, C_near (S m) D0 g c -> C_near m D0 g c).
  { induction m; intros D0 g [f' [A B]]; [|exists f'; auto]. simpl. eapply around_sub; [|exact A]. intros x U Dx. exact (proj1 (U Dx)). }
  induction L; auto.
Qed.
Lemma good_continuous f : (forall x, good 0 f x) -> forall x, dom f x -> continuous_at (dom f) (val f) x.
Proof. intros H x Dx. exact (around_here _ _ (H x Dx) Dx). Qed.
Lemma good_differentiable f x : good 1 f x -> dom f x -> differentiable_at f x.
Proof. intros H Dx. destruct (H Dx) as [f' [K _]]. exists (f' x). exact (around_here _ _ K Dx). Qed.
Lemma ordinary_continuous f x : ordinary f x -> dom f x -> continuous_at (dom f) (val f) x.
Proof. intros H Dx. exact (around_here _ _ (ordinary_good f x 0 H Dx) Dx). Qed.
Lemma ordinary_differentiable f x : ordinary f x -> dom f x -> differentiable_at f x.
Proof. intros H. exact (good_differentiable f x (ordinary_good f x 1 H)). Qed.
Lemma order_bad f c o n : order_is (dom f) (val f) c o -> match o with Rough => (n = 0)%nat | Class k => n = S k | Smooth => False end -> ~ C_near n (dom f) (val f) c.
Proof. intros H E. destruct o; simpl in *; [subst; exact H | subst; exact (proj2 H) | contradiction]. Qed.
