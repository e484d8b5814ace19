(* On one side of a point, and on a piece of the line, a formula is a shorter one: Abs, Max, Min, Floor and cases are decided by signs. *)
From Coq Require Import Reals ZArith Lra Lia Psatz Rpower.
From DiffCheck Require Import Statement Nearness Composition.
Open Scope R_scope.

(* ---- signs on one side ---- *)
Definition positive s c g := near s c (fun x => 0 < val g x).
Definition nonnegative s c g := near s c (fun x => 0 <= val g x).
Lemma positive_nonnegative s c g : positive s c g -> nonnegative s c g.
Proof. apply near_sub. intros x. apply Rlt_le. Qed.
Lemma zero_nonnegative s c g : (forall x, val g x = 0) -> nonnegative s c g.
Proof. intros H. apply near_all. intros x. rewrite H. lra. Qed.
Lemma positive_here s c g : side s -> regular g c -> 0 < val g c -> positive s c g.
Proof.
  intros Hs Rg H. apply (around_near s c (fun x => 0 < val g x) Hs).
  apply (less_around (fun _ => 0)); [apply constant_continuous | apply regular_continuous, Rg | exact H].
Qed.
(* The first derivative that is not 0 decides: mean value theorem. *)
Definition outward (s : R) g := if Rlt_dec 0 s then D g else Opp (D g).
Lemma positive_next s c g : side s -> regular g c -> 0 <= val g c -> positive s c (outward s g) -> positive s c g.
Proof.
  intros Hs Rg H0 [d [Hd HP]]. destruct (regular_around g c Rg) as [e [He HR]]. destruct (min_pos d e Hd He) as [M [A B]].
  exists (Rmin d e). split; [exact M|]. intros h Hh.
  assert (RR : forall t, Rabs (t - c) <= h -> derivable_pt_lim (val g) t (val (D g) t)) by (intros; apply regular_derivable, HR; lra).
  unfold outward in HP. destruct Hs as [-> | ->].
  - destruct (MVT_cor2 (val g) (val (D g)) c (c + 1 * h)) as [t [Ht [T1 T2]]]; [lra | intros t Ht; apply RR; rewrite Rabs_right; lra |].
    assert (P := HP (t - c) ltac:(lra)). destruct (Rlt_dec 0 1); [|lra]. replace (c + 1 * (t - c)) with t in P by ring. nra.
  - destruct (MVT_cor2 (val g) (val (D g)) (c + -1 * h) c) as [t [Ht [T1 T2]]]; [lra | intros t Ht; apply RR; rewrite Rabs_left1; lra |].
    assert (P := HP (c - t) ltac:(lra)). destruct (Rlt_dec 0 (-1)); [lra|]. simpl in P. replace (c + -1 * (c - t)) with t in P by ring. nra.
Qed.
Lemma positive_next_right c g : regular g c -> 0 <= val g c -> positive 1 c (D g) -> positive 1 c g.
Proof. intros A B P. apply positive_next; auto. unfold outward. destruct (Rlt_dec 0 1); [exact P | lra]. Qed.
Lemma positive_next_left c g : regular g c -> 0 <= val g c -> positive (-1) c (Opp (D g)) -> positive (-1) c g.
Proof. intros A B P. apply positive_next; auto. unfold outward. destruct (Rlt_dec 0 (-1)); [lra | exact P]. Qed.
Lemma positive_mul s c a b : positive s c a -> positive s c b -> positive s c (Mul a b).
Proof. intros A B. eapply near_sub; [|exact (near_and _ _ _ _ A B)]. intros x [U V]. apply Rmult_lt_0_compat; assumption. Qed.
Lemma positive_div s c a b : positive s c a -> positive s c b -> positive s c (Div a b).
Proof. intros A B. eapply near_sub; [|exact (near_and _ _ _ _ A B)]. intros x [U V]. apply Rdiv_lt_0_compat; assumption. Qed.
Lemma positive_add s c a b : positive s c a -> nonnegative s c b -> positive s c (Add a b).
Proof. intros A B. eapply near_sub; [|exact (near_and _ _ _ _ A B)]. intros x [U V]. simpl. lra. Qed.
Lemma positive_add_r s c a b : nonnegative s c a -> positive s c b -> positive s c (Add a b).
Proof. intros A B. eapply near_sub; [|exact (near_and _ _ _ _ A B)]. intros x [U V]. simpl. lra. Qed.
Lemma positive_pow s c a n : positive s c a -> positive s c (Pow a n).
Proof. apply near_sub. intros x U. apply pow_lt, U. Qed.
Lemma positive_exp s c a : positive s c (Fun Exp a).
Proof. apply near_all. intros x. apply exp_pos. Qed.
Lemma positive_sqrt s c a : positive s c a -> positive s c (Fun Sqrt a).
Proof. apply near_sub. intros x U. apply sqrt_lt_R0, U. Qed.
Lemma positive_rat s c p q a : positive s c a -> positive s c (Fun (Rat p q) a).
Proof. apply near_sub. intros x U. simpl. rewrite power_pos by exact U. apply exp_pos. Qed.
Lemma positive_real s c r a : positive s c a -> positive s c (Fun (Real r) a).
Proof. apply near_sub. intros x U. simpl. rewrite power_pos by exact U. apply exp_pos. Qed.
Lemma positive_same s c a b : near s c (fun x => val a x = val b x) -> positive s c b -> positive s c a.
Proof. intros E A. eapply near_sub; [|exact (near_and _ _ _ _ E A)]. intros x [U V]. rewrite U. exact V. Qed.

(* ---- roots of powers ---- *)
Lemma sqrt_of_power y m : 0 <= y ^ m -> sqrt (y ^ (m + m)) = y ^ m.
Proof. intros H. rewrite pow_add. apply sqrt_square, H. Qed.
Lemma sqrt_of_power_minus y m : 0 <= - y ^ m -> sqrt (y ^ (m + m)) = - y ^ m.
Proof. intros H. rewrite pow_add. replace (y ^ m * y ^ m) with ((- y ^ m) * (- y ^ m)) by ring. apply sqrt_square, H. Qed.
Lemma root_of_power y (q : BinNums.positive) k : Z.odd (Zpos q) = true -> power (1 / IZR (Zpos q)) (-1) (y ^ (k * Pos.to_nat q)) = y ^ k.
Proof.
  intros O. rewrite pow_mult. set (z := y ^ k). set (n := Pos.to_nat q). assert (N : INR n = IZR (Zpos q)) by (unfold n; rewrite INR_IZR_INZ, positive_nat_Z; reflexivity).
  assert (Q : IZR (Zpos q) <> 0) by (apply (IZR_neq (Zpos q) 0); lia).
  assert (P : forall t, 0 < t -> Rpower (t ^ n) (1 / IZR (Zpos q)) = t).
  { intros t Ht. rewrite <- Rpower_pow by exact Ht. rewrite Rpower_mult, N. replace (IZR (Zpos q) * (1 / IZR (Zpos q))) with 1 by (field; exact Q). apply Rpower_1, Ht. }
  assert (E : exists m, n = (2 * m + 1)%nat).
  { destruct (Nat.Even_or_Odd n) as [[m E] | [m E]]; [exfalso | exists m; exact E].
    assert (K : Zpos q = (2 * Z.of_nat m)%Z) by (rewrite <- (positive_nat_Z q); fold n; lia). rewrite K, Z.odd_mul in O. discriminate. }
  destruct (total_order_T z 0) as [[L | ->] | L].
  - assert (F : z ^ n = - (- z) ^ n).
    { destruct E as [m E]. rewrite E, !pow_add, !pow_mult. replace ((- z) ^ 2) with (z ^ 2) by ring. ring. }
    assert (G : 0 < (- z) ^ n) by (apply pow_lt; lra).
    rewrite power_neg by lra. rewrite F, Ropp_involutive, P by lra. ring.
  - rewrite pow_i by (unfold n; lia). apply power_zero.
  - rewrite power_pos by (apply pow_lt, L). apply P, L.
Qed.

Lemma power_of_root y (q : BinNums.positive) k : Z.odd (Zpos q) = true -> power (1 / IZR (Zpos q)) (-1) y ^ (k * Pos.to_nat q) = y ^ k.
Proof.
  intros O. rewrite (Nat.mul_comm k), pow_mult. f_equal. set (n := Pos.to_nat q). assert (N : INR n = IZR (Zpos q)) by (unfold n; rewrite INR_IZR_INZ, positive_nat_Z; reflexivity).
  assert (Q : IZR (Zpos q) <> 0) by (apply (IZR_neq (Zpos q) 0); lia).
  assert (P : forall t, 0 < t -> Rpower t (1 / IZR (Zpos q)) ^ n = t).
  { intros t Ht. rewrite <- Rpower_pow by apply exp_pos. rewrite Rpower_mult, N. replace (1 / IZR (Zpos q) * IZR (Zpos q)) with 1 by (field; exact Q). apply Rpower_1, Ht. }
  assert (E : exists m, n = (2 * m + 1)%nat).
  { destruct (Nat.Even_or_Odd n) as [[m E] | [m E]]; [exfalso | exists m; exact E].
    assert (K : Zpos q = (2 * Z.of_nat m)%Z) by (rewrite <- (positive_nat_Z q); fold n; lia). rewrite K, Z.odd_mul in O. discriminate. }
  destruct (total_order_T y 0) as [[L | ->] | L].
  - rewrite power_neg by exact L. rewrite Rpow_mult_distr, P by lra. destruct E as [m E]. rewrite E, pow_add, pow_mult. replace ((-1) ^ 2) with 1 by ring. rewrite pow1. ring.
  - rewrite power_zero, pow_i by (unfold n; lia). reflexivity.
  - rewrite power_pos by exact L. apply P, L.
Qed.

(* ---- branches on one side ---- *)
Definition branch s c e g := near s c (fun x => dom e x /\ val e x = val g x).
Definition void s c e := near s c (fun x => ~ dom e x).
Definition total h := match h with Sqrt | Ln | Tan | Real _ => false | Rat p q => andb (Z.odd (Zpos q)) (0 <? p)%Z | _ => true end.
Lemma total_defined h y : total h = true -> defined h y.
Proof.
  destruct h; simpl; try discriminate; auto. intros H. apply andb_prop in H. destruct H as [O P]. split; [right; exact O|]. right. apply Z.ltb_lt, P.
Qed.
Section OneSide.
Variables s c : R.
Ltac both := intros; unfold branch, positive, nonnegative, void in *;
  repeat match goal with H : near s c ?P, K : near s c ?Q |- _ => pose proof (near_and _ _ _ _ H K); clear H K end;
  (eapply near_sub; [|eassumption]); cbv beta; intros x J; simpl in *;
  repeat match goal with H : _ /\ _ |- _ => destruct H end; repeat match goal with H : val ?e x = _ |- _ => rewrite H in *; clear H end;
  repeat split; auto.
Lemma branch_itself e : near s c (dom e) -> branch s c e e. Proof. both. Qed.
Lemma branch_plain e : (forall x, dom e x) -> branch s c e e. Proof. intros H. apply branch_itself, near_all, H. Qed.
Lemma branch_same e g h : branch s c e g -> near s c (fun x => val g x = val h x) -> branch s c e h.
Proof. intros A B. eapply near_sub; [|exact (near_and _ _ _ _ A B)]. intros x [[U V] W]. split; [exact U | congruence]. Qed.
Lemma branch_add a b a' b' : branch s c a a' -> branch s c b b' -> branch s c (Add a b) (Add a' b'). Proof. both. Qed.
Lemma branch_mul a b a' b' : branch s c a a' -> branch s c b b' -> branch s c (Mul a b) (Mul a' b'). Proof. both. Qed.
Lemma branch_opp a a' : branch s c a a' -> branch s c (Opp a) (Opp a'). Proof. both. Qed.
Lemma branch_pow a a' n : branch s c a a' -> branch s c (Pow a n) (Pow a' n). Proof. both. Qed.
Lemma branch_div a b a' b' : branch s c a a' -> branch s c b b' -> positive s c b' -> branch s c (Div a b) (Div a' b').
Proof. both. lra. Qed.
Lemma branch_div_neg a b a' b' : branch s c a a' -> branch s c b b' -> positive s c (Opp b') -> branch s c (Div a b) (Div a' b').
Proof. both. lra. Qed.
Lemma branch_max_l a b a' b' : branch s c a a' -> branch s c b b' -> nonnegative s c (Sub a' b') -> branch s c (Max a b) a'.
Proof. both. apply Rmax_left. lra. Qed.
Lemma branch_max_r a b a' b' : branch s c a a' -> branch s c b b' -> nonnegative s c (Sub b' a') -> branch s c (Max a b) b'.
Proof. both. apply Rmax_right. lra. Qed.
Lemma branch_min_l a b a' b' : branch s c a a' -> branch s c b b' -> nonnegative s c (Sub b' a') -> branch s c (Min a b) a'.
Proof. both. apply Rmin_left. lra. Qed.
Lemma branch_min_r a b a' b' : branch s c a a' -> branch s c b b' -> nonnegative s c (Sub a' b') -> branch s c (Min a b) b'.
Proof. both. apply Rmin_right. lra. Qed.
Lemma branch_case_less a b u v w a' b' g : branch s c a a' -> branch s c b b' -> positive s c (Sub b' a') -> branch s c u g -> branch s c (Case a b u v w) g.
Proof. both; rewrite choose_left by lra; auto. Qed.
Lemma branch_case_more a b u v w a' b' g : branch s c a a' -> branch s c b b' -> positive s c (Sub a' b') -> branch s c w g -> branch s c (Case a b u v w) g.
Proof. both; rewrite choose_right by lra; auto. Qed.
Lemma branch_case_tie a b u v w a' b' g : branch s c a a' -> branch s c b b' -> (forall x, val a' x = val b' x) -> branch s c v g -> branch s c (Case a b u v w) g.
Proof. both; rewrite choose_tie by auto; auto. Qed.
Lemma branch_total h a a' : total h = true -> branch s c a a' -> branch s c (Fun h a) (Fun h a').
Proof. both. apply total_defined. assumption. Qed.
Lemma branch_sqrt a a' : branch s c a a' -> nonnegative s c a' -> branch s c (Fun Sqrt a) (Fun Sqrt a'). Proof. both. Qed.
Lemma branch_ln a a' : branch s c a a' -> positive s c a' -> branch s c (Fun Ln a) (Fun Ln a'). Proof. both. Qed.
Lemma branch_tan a a' : branch s c a a' -> positive s c (Fun Cos a') -> branch s c (Fun Tan a) (Fun Tan a'). Proof. both. lra. Qed.
Lemma branch_tan_neg a a' : branch s c a a' -> positive s c (Opp (Fun Cos a')) -> branch s c (Fun Tan a) (Fun Tan a'). Proof. both. lra. Qed.
Lemma branch_rat p q a a' : branch s c a a' -> positive s c a' -> branch s c (Fun (Rat p q) a) (Fun (Rat p q) a').
Proof. both; left; lra. Qed.
Lemma branch_rat_neg p q a a' : Z.odd (Zpos q) = true -> branch s c a a' -> positive s c (Opp a') -> branch s c (Fun (Rat p q) a) (Fun (Rat p q) a').
Proof. both; left; lra. Qed.
Lemma branch_real r a a' : branch s c a a' -> positive s c a' -> branch s c (Fun (Real r) a) (Fun (Real r) a'). Proof. both. Qed.
Lemma branch_abs a a' : branch s c a a' -> nonnegative s c a' -> branch s c (Fun Abs a) a'. Proof. both. apply Rabs_pos_eq. lra. Qed.
Lemma branch_abs_neg a a' : branch s c a a' -> nonnegative s c (Opp a') -> branch s c (Fun Abs a) (Opp a'). Proof. both. apply Rabs_left1. lra. Qed.
Lemma branch_floor n a a' : branch s c a a' -> nonnegative s c (Sub a' (Num n)) -> positive s c (Sub (Num (n + 1)) a') -> branch s c (Fun Floor a) (Num n).
Proof. both. f_equal. apply floor_is. rewrite plus_IZR in *. lra. Qed.
Lemma branch_sqrt_pow m a b : branch s c a (Pow b (m + m)) -> nonnegative s c (Pow b m) -> branch s c (Fun Sqrt a) (Pow b m).
Proof. both; [|apply sqrt_of_power; assumption]. rewrite pow_add. apply Rle_0_sqr. Qed.
Lemma branch_sqrt_pow_neg m a b : branch s c a (Pow b (m + m)) -> nonnegative s c (Opp (Pow b m)) -> branch s c (Fun Sqrt a) (Opp (Pow b m)).
Proof. both; [|apply sqrt_of_power_minus; assumption]. rewrite pow_add. apply Rle_0_sqr. Qed.
Lemma branch_root_pow k q a b : Z.odd (Zpos q) = true -> branch s c a (Pow b (k * Pos.to_nat q)) -> branch s c (Fun (Rat 1 q) a) (Pow b k).
Proof.
  intros O A. eapply near_sub; [|exact A]. intros x [U V]. cbn [dom val value_of defined] in *. rewrite V. split.
  - split; [exact U|]. split; [right; exact O | right; lia].
  - apply root_of_power, O.
Qed.
Lemma branch_pow_root k q a b : Z.odd (Zpos q) = true -> branch s c a (Fun (Rat 1 q) b) -> branch s c (Pow a (k * Pos.to_nat q)) (Pow b k).
Proof.
  intros O A. eapply near_sub; [|exact A]. intros x [U V]. cbn [dom val value_of] in *. rewrite V. split; [exact U | apply power_of_root, O].
Qed.
(* The formula is undefined on the whole side. *)
Lemma void_undef : void s c Undef. Proof. apply near_all. simpl. auto. Qed.
Lemma void_part a e : (forall x, dom e x -> dom a x) -> void s c a -> void s c e.
Proof. intros H. apply near_sub. intros x N K. exact (N (H x K)). Qed.
Lemma void_less_than_zero h a a' : branch s c a a' -> positive s c (Opp a') ->
  match h with Sqrt | Ln | Real _ => True | Rat _ q => Z.odd (Zpos q) = false | _ => False end -> void s c (Fun h a).
Proof.
  intros A P H. eapply near_sub; [|exact (near_and _ _ _ _ A P)]. intros x [[U V] W] K. simpl in *. destruct K as [_ K]. rewrite V in K.
  destruct h; simpl in K; try contradiction; try lra. destruct K as [[K | K] _]; [lra | congruence].
Qed.
Lemma void_case_less a b u v w a' b' : branch s c a a' -> branch s c b b' -> positive s c (Sub b' a') -> void s c u -> void s c (Case a b u v w).
Proof. both. rewrite choose_left by lra. tauto. Qed.
Lemma void_case_more a b u v w a' b' : branch s c a a' -> branch s c b b' -> positive s c (Sub a' b') -> void s c w -> void s c (Case a b u v w).
Proof. both. rewrite choose_right by lra. tauto. Qed.
End OneSide.

(* ---- a point of a piece: no part switches, and the formula has the value of a shorter one ---- *)
Section Piece.
Variable x : R.
Definition piece e g := regular e x /\ val e x = val g x.
Ltac both := intros; unfold piece in *; simpl in *; repeat match goal with H : _ /\ _ |- _ => destruct H end;
  repeat match goal with H : val ?e x = _ |- _ => rewrite H in *; clear H end; repeat split; auto; try lra.
Lemma piece_x : piece X X. Proof. both. Qed.
Lemma piece_num n : piece (Num n) (Num n). Proof. both. Qed.
Lemma piece_cst r : piece (Cst r) (Cst r). Proof. both. Qed.
Lemma piece_same e g h : piece e g -> val g x = val h x -> piece e h. Proof. intros [A B] E. split; congruence. Qed.
Lemma piece_add a b a' b' : piece a a' -> piece b b' -> piece (Add a b) (Add a' b'). Proof. both. Qed.
Lemma piece_mul a b a' b' : piece a a' -> piece b b' -> piece (Mul a b) (Mul a' b'). Proof. both. Qed.
Lemma piece_opp a a' : piece a a' -> piece (Opp a) (Opp a'). Proof. both. Qed.
Lemma piece_pow a a' n : piece a a' -> piece (Pow a n) (Pow a' n). Proof. both. Qed.
Lemma piece_div a b a' b' : piece a a' -> piece b b' -> 0 < val b' x -> piece (Div a b) (Div a' b'). Proof. both. Qed.
Lemma piece_div_neg a b a' b' : piece a a' -> piece b b' -> 0 < val (Opp b') x -> piece (Div a b) (Div a' b'). Proof. both. Qed.
Lemma piece_max_l a b a' b' : piece a a' -> piece b b' -> 0 < val (Sub a' b') x -> piece (Max a b) a'. Proof. both. apply Rmax_left. lra. Qed.
Lemma piece_max_r a b a' b' : piece a a' -> piece b b' -> 0 < val (Sub b' a') x -> piece (Max a b) b'. Proof. both. apply Rmax_right. lra. Qed.
Lemma piece_min_l a b a' b' : piece a a' -> piece b b' -> 0 < val (Sub b' a') x -> piece (Min a b) a'. Proof. both. apply Rmin_left. lra. Qed.
Lemma piece_min_r a b a' b' : piece a a' -> piece b b' -> 0 < val (Sub a' b') x -> piece (Min a b) b'. Proof. both. apply Rmin_right. lra. Qed.
Lemma piece_case_less a b u v w a' b' g : piece a a' -> piece b b' -> 0 < val (Sub b' a') x -> piece u g -> piece (Case a b u v w) g.
Proof. both; rewrite choose_left by lra; auto. Qed.
Lemma piece_case_more a b u v w a' b' g : piece a a' -> piece b b' -> 0 < val (Sub a' b') x -> piece w g -> piece (Case a b u v w) g.
Proof. both; rewrite choose_right by lra; auto. Qed.
Definition entire h := match h with Exp | Sin | Cos | Atan | Sinh | Cosh | Tanh => true | _ => false end.
Lemma piece_entire h a a' : entire h = true -> piece a a' -> piece (Fun h a) (Fun h a').
Proof. both. destruct h; simpl in *; auto; discriminate. Qed.
Lemma piece_sqrt a a' : piece a a' -> 0 < val a' x -> piece (Fun Sqrt a) (Fun Sqrt a'). Proof. both. Qed.
Lemma piece_ln a a' : piece a a' -> 0 < val a' x -> piece (Fun Ln a) (Fun Ln a'). Proof. both. Qed.
Lemma piece_tan a a' : piece a a' -> 0 < val (Fun Cos a') x -> piece (Fun Tan a) (Fun Tan a'). Proof. both. Qed.
Lemma piece_tan_neg a a' : piece a a' -> 0 < val (Opp (Fun Cos a')) x -> piece (Fun Tan a) (Fun Tan a'). Proof. both. Qed.
Lemma piece_rat p q a a' : piece a a' -> 0 < val a' x -> piece (Fun (Rat p q) a) (Fun (Rat p q) a'). Proof. both. Qed.
Lemma piece_rat_neg p q a a' : Z.odd (Zpos q) = true -> piece a a' -> 0 < val (Opp a') x -> piece (Fun (Rat p q) a) (Fun (Rat p q) a').
Proof. both. right. split; [lra | assumption]. Qed.
Lemma piece_real r a a' : piece a a' -> 0 < val a' x -> piece (Fun (Real r) a) (Fun (Real r) a'). Proof. both. Qed.
Lemma piece_sqrt_pow m a b : piece a (Pow b (m + m)) -> 0 < val (Pow b m) x -> piece (Fun Sqrt a) (Pow b m).
Proof. both; [rewrite pow_add; nra | apply sqrt_of_power; lra]. Qed.
Lemma piece_sqrt_pow_neg m a b : piece a (Pow b (m + m)) -> 0 < val (Opp (Pow b m)) x -> piece (Fun Sqrt a) (Opp (Pow b m)).
Proof. both; [rewrite pow_add; nra | apply sqrt_of_power_minus; lra]. Qed.
Lemma piece_abs a a' : piece a a' -> 0 < val a' x -> piece (Fun Abs a) a'. Proof. both. apply Rabs_pos_eq. lra. Qed.
Lemma piece_abs_neg a a' : piece a a' -> 0 < val (Opp a') x -> piece (Fun Abs a) (Opp a'). Proof. both. apply Rabs_left1. lra. Qed.
Lemma piece_floor n a a' : piece a a' -> 0 < val (Sub a' (Num n)) x -> 0 < val (Sub (Num (n + 1)) a') x -> piece (Fun Floor a) (Num n).
Proof.
  both; assert (E : Int_part (val a' x) = n) by (apply floor_is; rewrite plus_IZR in *; lra); rewrite E; [lra | reflexivity].
Qed.
Lemma inside_sqrt a : 0 < val a x -> 0 < val (Fun Sqrt a) x. Proof. apply sqrt_lt_R0. Qed.
Lemma inside_rat p q a : 0 < val a x -> 0 < val (Fun (Rat p q) a) x. Proof. intros H. simpl. rewrite power_pos by exact H. apply exp_pos. Qed.
Lemma inside_exp a : 0 < val (Fun Exp a) x. Proof. apply exp_pos. Qed.
Lemma inside_even a m : 0 < val (Opp a) x -> 0 < val (Pow a (m + m)) x.
Proof. simpl. intros H. rewrite pow_add. assert (N : val a x ^ m <> 0) by (apply pow_nonzero; lra). apply Rsqr_pos_lt in N. exact N. Qed.
Lemma outside_odd a m : 0 < val (Opp a) x -> 0 < val (Opp (Pow a (S (m + m)))) x.
Proof. intros H. assert (K := inside_even a m H). simpl in *. nra. Qed.
Lemma inside_mul a b : 0 < val a x -> 0 < val b x -> 0 < val (Mul a b) x. Proof. apply Rmult_lt_0_compat. Qed.
Lemma inside_mul_minus a b : 0 < val (Opp a) x -> 0 < val (Opp b) x -> 0 < val (Mul a b) x. Proof. simpl. intros. nra. Qed.
Lemma inside_div a b : 0 < val a x -> 0 < val b x -> 0 < val (Div a b) x. Proof. apply Rdiv_lt_0_compat. Qed.
Lemma inside_div_minus a b : 0 < val (Opp a) x -> 0 < val (Opp b) x -> 0 < val (Div a b) x.
Proof. simpl. intros A B. replace (val a x / val b x) with (- val a x / - val b x) by (field; lra). apply Rdiv_lt_0_compat; assumption. Qed.
Lemma outside_mul a b : 0 < val (Mul a (Opp b)) x -> 0 < val (Opp (Mul a b)) x. Proof. simpl. lra. Qed.
Lemma outside_div a b : 0 < val (Div (Opp a) b) x -> 0 < val (Opp (Div a b)) x. Proof. simpl. unfold Rdiv. lra. Qed.
Lemma outside_opp a : 0 < val a x -> 0 < val (Opp (Opp a)) x. Proof. simpl. lra. Qed.
Lemma inside_pow a n : 0 < val a x -> 0 < val (Pow a n) x. Proof. apply pow_lt. Qed.
Lemma piece_inside e g : piece e g -> dom e x /\ ordinary e x.
Proof. intros [H _]. split; [apply regular_dom, H | apply regular_ordinary, H]. Qed.
Lemma beyond_outside e : beyond e x -> ~ dom e x /\ ordinary e x.
Proof. intros H. split; [apply beyond_undefined, H | apply beyond_ordinary, H]. Qed.
(* Undefined there, and around it. *)
Lemma beyond_part a e : (beyond a x -> beyond e x) -> beyond a x -> beyond e x. Proof. auto. Qed.
Lemma beyond_undef : beyond Undef x. Proof. exact I. Qed.
Lemma beyond_negative h a a' : match h with Sqrt | Ln | Real _ => True | Rat _ q => Z.odd (Zpos q) = false | _ => False end ->
  piece a a' -> 0 < val (Opp a') x -> beyond (Fun h a) x.
Proof. both. simpl. right. repeat split; auto. lra. Qed.
Lemma beyond_case_less a b u v w a' b' : piece a a' -> piece b b' -> 0 < val (Sub b' a') x -> beyond u x -> beyond (Case a b u v w) x.
Proof. both. simpl. right; right. rewrite choose_left by lra. auto. Qed.
Lemma beyond_case_more a b u v w a' b' : piece a a' -> piece b b' -> 0 < val (Sub a' b') x -> beyond w x -> beyond (Case a b u v w) x.
Proof. both. simpl. right; right. rewrite choose_right by lra. auto. Qed.
End Piece.
