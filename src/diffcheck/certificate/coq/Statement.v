(* What a certificate claims. A reader has to trust this page, and Coq with the real numbers of its standard library. *)
From Coq Require Import Reals ZArith.
Open Scope R_scope.

(* Functions of one number: the value, meaningful where it is defined, and where that is. *)
Inductive fn := Abs | Floor | Sqrt | Exp | Ln | Sin | Cos | Tan | Atan | Sinh | Cosh | Tanh
  | Rat (p : Z) (q : positive)            (* y^(p/q), p/q in lowest terms: the real root for odd q *)
  | Real (r : R).                         (* y^r, r irrational *)
Definition power (r sign y : R) :=
  match total_order_T y 0 with inleft (left _) => sign * Rpower (- y) r | inleft (right _) => 0 | inright _ => Rpower y r end.
Definition value_of (h : fn) (y : R) : R :=
  match h with
  | Abs => Rabs y | Floor => IZR (Int_part y) | Sqrt => sqrt y | Exp => exp y | Ln => ln y
  | Sin => sin y | Cos => cos y | Tan => tan y | Atan => atan y | Sinh => sinh y | Cosh => cosh y | Tanh => tanh y
  | Rat p q => power (IZR p / IZR (Zpos q)) (if Z.even p then 1 else -1) y
  | Real r => power r 1 y
  end.
Definition defined (h : fn) (y : R) : Prop :=
  match h with
  | Sqrt => 0 <= y | Ln => 0 < y | Tan => cos y <> 0
  | Rat p q => (0 <= y \/ Z.odd (Zpos q) = true) /\ (y <> 0 \/ (0 < p)%Z)
  | Real r => 0 < y \/ (y = 0 /\ 0 < r)
  | _ => True
  end.

(* A formula, as it is written, in the variable X. *)
Inductive expr := X | Num (n : Z) | Cst (r : R) | Undef
  | Add (a b : expr) | Opp (a : expr) | Mul (a b : expr) | Div (a b : expr) | Pow (a : expr) (n : nat)
  | Max (a b : expr) | Min (a b : expr) | Fun (h : fn) (a : expr)
  | Case (a b u v w : expr).              (* u where a < b, v where a = b, w where a > b; the other two are not evaluated *)
Definition Less a b yes no := Case a b yes no no.  Definition AtMost a b yes no := Case a b yes yes no.
Definition Equal a b yes no := Case a b no yes no.  Definition Sign a := Case a (Num 0) (Num (-1)) (Num 0) (Num 1).
Definition Sub a b := Add a (Opp b).  Definition Raise a b := Fun Exp (Mul b (Fun Ln a)).     (* a^b where X occurs in b *)
Definition choose {T} (a b : R) (u v w : T) : T :=
  match total_order_T a b with inleft (left _) => u | inleft (right _) => v | inright _ => w end.
Fixpoint val (e : expr) (x : R) : R :=
  match e with
  | X => x | Num n => IZR n | Cst r => r | Undef => 0
  | Add a b => val a x + val b x | Opp a => - val a x | Mul a b => val a x * val b x | Div a b => val a x / val b x
  | Pow a n => val a x ^ n | Max a b => Rmax (val a x) (val b x) | Min a b => Rmin (val a x) (val b x)
  | Fun h a => value_of h (val a x)
  | Case a b u v w => choose (val a x) (val b x) (val u x) (val v x) (val w x)
  end.
(* It is defined where all parts that are evaluated are. *)
Fixpoint dom (e : expr) (x : R) : Prop :=
  match e with
  | X | Num _ | Cst _ => True | Undef => False
  | Add a b | Mul a b | Max a b | Min a b => dom a x /\ dom b x
  | Div a b => dom a x /\ dom b x /\ val b x <> 0
  | Opp a | Pow a _ => dom a x
  | Fun h a => dom a x /\ defined h (val a x)
  | Case a b u v w => dom a x /\ dom b x /\ choose (val a x) (val b x) (dom u x) (dom v x) (dom w x)
  end.

(* Limits of g at c through points of D, from one side: from the right for s = 1, from the left for s = -1. *)
Inductive quantity := Null | Fin (l : R) | PInf | MInf | Dne.   (* no points on that side; a number; the infinities; none of these *)
Definition side s := s = 1 \/ s = -1.
Definition near (s c : R) (P : R -> Prop) := exists d, 0 < d /\ forall h, 0 < h < d -> P (c + s * h).
Definition around (c : R) (P : R -> Prop) := exists d, 0 < d /\ forall x, Rabs (x - c) < d -> P x.
Definition reaches (D : R -> Prop) (s c : R) := forall d, 0 < d -> exists h, 0 < h < d /\ D (c + s * h).
Definition tends (D : R -> Prop) g (s c l : R) := forall eps, 0 < eps -> near s c (fun x => D x -> Rabs (g x - l) < eps).
Definition rises (D : R -> Prop) g (s c : R) := forall M, near s c (fun x => D x -> M < g x).
Definition falls (D : R -> Prop) g (s c : R) := forall M, near s c (fun x => D x -> g x < M).
Definition limit_is (D : R -> Prop) g s c (q : quantity) : Prop :=
  match q with
  | Null => ~ reaches D s c
  | Fin l => reaches D s c /\ tends D g s c l
  | PInf => reaches D s c /\ rises D g s c
  | MInf => reaches D s c /\ falls D g s c
  | Dne => reaches D s c /\ ~ (exists l, tends D g s c l) /\ ~ rises D g s c /\ ~ falls D g s c
  end.
Definition quotient (g : R -> R) c x := (g x - g c) / (x - c).

Definition continuous_at (D : R -> Prop) g c := D c /\ forall s, side s -> tends D g s c (g c).
Definition derivative_at (D : R -> Prop) g c l :=
  continuous_at D g c /\ (exists s, side s /\ reaches D s c) /\ forall s, side s -> tends D (quotient g c) s c l.
Fixpoint C_near (n : nat) (D : R -> Prop) (g : R -> R) c : Prop :=
  match n with
  | O => around c (fun x => D x -> continuous_at D g x)
  | S m => exists g', around c (fun x => D x -> derivative_at D g x (g' x)) /\ C_near m D g' c
  end.
Inductive order := Rough | Class (n : nat) | Smooth.          (* -1, n, oo: the largest n with f in C^n near c *)
Definition order_is D g c o : Prop :=
  match o with Rough => ~ C_near 0 D g c | Class n => C_near n D g c /\ ~ C_near (S n) D g c | Smooth => forall n, C_near n D g c end.
Definition verdict (answer : bool) (P : Prop) := if answer then P else ~ P.

(* An entry of the record, and the verdicts on the domain. *)
Record point := At { value : option R; left_limit : quantity; right_limit : quantity; left_slope : quantity; right_slope : quantity;
                     continuous : bool; differentiable : bool; smoothness : option order }.
Definition holds_at f c (r : point) : Prop :=
  let D := dom f in let g := val f in let Q x := dom f c /\ dom f x in
  match value r with None => ~ D c | Some v => D c /\ g c = v end /\
  limit_is D g (-1) c (left_limit r) /\ limit_is D g 1 c (right_limit r) /\
  limit_is Q (quotient g c) (-1) c (left_slope r) /\ limit_is Q (quotient g c) 1 c (right_slope r) /\
  verdict (continuous r) (continuous_at D g c) /\ verdict (differentiable r) (exists l, derivative_at D g c l) /\
  match smoothness r with None => ~ D c | Some o => D c /\ order_is D g c o end.
Definition ordinary f c := around c (fun x => dom f x /\ forall n, C_near n (dom f) (val f) x) \/ around c (fun x => ~ dom f x).
Definition continuous_on f := forall x, dom f x -> continuous_at (dom f) (val f) x.
Definition differentiable_on f := forall x, dom f x -> exists l, derivative_at (dom f) (val f) x l.
Definition order_on f (o : order) : Prop := match o with
  | Rough => ~ forall x, dom f x -> C_near 0 (dom f) (val f) x
  | Class n => (forall x, dom f x -> C_near n (dom f) (val f) x) /\ ~ forall x, dom f x -> C_near (S n) (dom f) (val f) x
  | Smooth => forall n x, dom f x -> C_near n (dom f) (val f) x
  end.
Definition on_domain f (cont diff : bool) o := verdict cont (continuous_on f) /\ verdict diff (differentiable_on f) /\ order_on f o.
