"""Declarations: the named functions of machine learning, by PyTorch's definitions, each a formula in other functions."""

from diffcheck.functions import activations as practice
from diffcheck.functions.facts import Composite
from diffcheck.functions.pullbacks import AS_WRITTEN

DECLARED = (
    Composite(
        "relu", ("relu", "ReLU"), ("x",), "max(0, x)", "relu turns a corner at 0, where max(0, x) switches from 0 to x",
        autodiff=practice.RELU,
    ),
    Composite(
        "leaky_relu", ("leaky_relu", "LeakyReLU", "leakyrelu", "lrelu"), ("x", "a"), "max(0, x) + a*min(0, x)",
        "leaky_relu turns a corner at 0, where its slope changes from a to 1", ("0.01",), autodiff=practice.LEAKY_RELU,
    ),
    Composite(
        "prelu", ("prelu", "PReLU"), ("x", "a"), "max(0, x) + a*min(0, x)",
        "prelu turns a corner at 0, where its slope changes from a to 1", ("0.25",), autodiff=practice.PRELU,
    ),
    Composite(
        "relu6", ("relu6", "ReLU6"), ("x",), "min(max(0, x), 6)", "relu6 turns corners at 0 and 6, where it is cut off",
        autodiff=practice.RELU6,
    ),
    Composite(
        "elu", ("elu", "ELU"), ("x", "a"), "{x, x > 0; a*(exp(x) - 1), otherwise}",
        "elu switches at 0 from a(e^x - 1) to x, whose slopes there are a and 1", ("1",), autodiff=practice.ELU,
    ),
    Composite(
        "selu", ("selu", "SELU"), ("x",),
        f"{practice.SELU_SCALE}*{{x, x > 0; {practice.SELU_ALPHA}*(exp(x) - 1), otherwise}}",
        "selu turns a corner at 0, where its slope changes from about 1.758 to about 1.051", autodiff=practice.SELU,
    ),
    Composite(
        "celu", ("celu", "CELU"), ("x", "a"), "{x, x > 0; a*(exp(x/a) - 1), otherwise}",
        "celu switches at 0 from a(e^(x/a) - 1) to x, which have the same slope 1 there but different curvature", ("1",),
        autodiff=practice.CELU,
    ),
    Composite(
        "gelu", ("gelu", "GELU"), ("x",), "x*(1 + erf(x/sqrt(2)))/2", "gelu is smooth, as a product of smooth functions",
        autodiff=practice.GELU,
    ),
    Composite(
        "silu", ("silu", "SiLU", "swish"), ("x", "b"), "x/(1 + exp(-b*x))",
        "silu is smooth, because its denominator is never 0", ("1",), autodiff=practice.SILU,
    ),
    Composite(
        "mish", ("mish", "Mish"), ("x",), "x*tanh(log(1 + exp(x)))", "mish is smooth, as a composition of smooth functions",
        autodiff=practice.MISH,
    ),
    Composite(
        "softplus", ("softplus", "Softplus"), ("x", "b"), "log(1 + exp(b*x))/b",
        "softplus is smooth, because 1 + e^(bx) is positive", ("1",), autodiff=practice.SOFTPLUS,
    ),
    Composite(
        "softsign", ("softsign", "Softsign"), ("x",), "x/(1 + abs(x))",
        "softsign has slope 1 on both sides of 0, where |x| switches, but its curvature jumps there", autodiff=practice.SOFTSIGN,
    ),
    Composite(
        "hardtanh", ("hardtanh", "Hardtanh", "hard_tanh"), ("x", "l", "u"), "min(max(x, l), u)",
        "hardtanh turns corners at its two bounds, where it is cut off", ("-1", "1"), autodiff=practice.HARDTANH,
    ),
    Composite(
        "hardsigmoid", ("hardsigmoid", "Hardsigmoid"), ("x",), "min(max(x/6 + 1/2, 0), 1)",
        "hardsigmoid turns corners at -3 and 3, where the line is cut off at 0 and 1", autodiff=practice.HARDSIGMOID,
    ),
    Composite(
        "HardSigmoid", ("HardSigmoid",), ("x", "a", "b"), "min(max(a*x + b, 0), 1)",
        "HardSigmoid (of ONNX) turns corners where its line is cut off at 0 and 1", ("1/5", "1/2"),
    ),
    Composite(
        "ThresholdedRelu", ("ThresholdedRelu", "ThresholdedReLU", "thresholded_relu"), ("x", "a"), "{x, x > a; 0, otherwise}",
        "ThresholdedRelu jumps from 0 to a at a, its threshold", ("1",),
    ),
    Composite(
        "hardswish", ("hardswish", "Hardswish", "hard_swish", "hard_silu"), ("x",), "x*min(max(x + 3, 0), 6)/6",
        "hardswish turns corners at -3 and 3, where its factor is cut off", autodiff=practice.HARDSWISH,
    ),
    Composite(
        "hardshrink", ("hardshrink", "Hardshrink", "hard_shrink"), ("x", "l"), "{x, x > l; x, x < -l; 0, otherwise}",
        "hardshrink jumps at l and -l, where it switches between x and 0", ("1/2",),
        autodiff=practice.SHRINK,
    ),
    Composite(
        "softshrink", ("softshrink", "Softshrink", "soft_shrink"), ("x", "l"), "{x - l, x > l; x + l, x < -l; 0, otherwise}",
        "softshrink turns corners at l and -l, where its slope changes between 1 and 0", ("1/2",),
        autodiff=practice.SHRINK,
    ),
    Composite(
        "tanhshrink", ("tanhshrink", "Tanhshrink", "tanh_shrink"), ("x",), "x - tanh(x)",
        "tanhshrink is smooth, as a difference of smooth functions", autodiff=AS_WRITTEN,
    ),
    Composite(
        "threshold", ("threshold", "Threshold"), ("x", "t", "v"), "{x, x > t; v, otherwise}",
        "threshold jumps at t from v to t, unless the two are equal",
        autodiff=practice.THRESHOLD,
    ),
    Composite(
        "logsigmoid", ("logsigmoid", "LogSigmoid", "log_sigmoid"), ("x",), "-log(1 + exp(-x))",
        "logsigmoid is smooth, because 1 + e^(-x) is positive", autodiff=practice.LOGSIGMOID,
    ),
    Composite(
        "sigmoid", ("sigmoid", "Sigmoid", "expit", "logistic", "softstep", "soft_step"), ("x",), "1/(1 + exp(-x))",
        "sigmoid is smooth, because its denominator is never 0", autodiff=practice.SIGMOID,
    ),
    Composite(
        "logit", ("logit",), ("x",), "log(x/(1 - x))", "logit is smooth on (0, 1), outside of which it is not defined",
        autodiff=practice.LOGIT,
    ),
    Composite(
        "huber", ("huber", "huber_loss"), ("x", "d"), "{x^2/2, abs(x) <= d; d*(abs(x) - d/2), otherwise}",
        "huber switches at d and -d from a parabola to its tangents, so its slope agrees there and its curvature jumps", ("1",),
        autodiff=practice.HUBER,
    ),
    Composite(
        "smooth_l1", ("smooth_l1", "smooth_l1_loss", "smoothl1"), ("x", "b"), "{x^2/(2*b), abs(x) < b; abs(x) - b/2, otherwise}",
        "smooth_l1 switches at b and -b from a parabola to its tangents, so its slope agrees there and its curvature jumps", ("1",),
        autodiff=practice.SMOOTH_L1,
    ),
    Composite(
        "pseudo_huber", ("pseudo_huber", "pseudohuber"), ("x", "d"), "d^2*(sqrt(1 + (x/d)^2) - 1)",
        "pseudo_huber is smooth, because what stands under the root is at least 1", ("1",), autodiff=AS_WRITTEN,
    ),
    Composite(
        "hinge", ("hinge", "hinge_loss"), ("x",), "max(0, 1 - x)",
        "hinge turns a corner at 1, where max(0, 1 - x) switches from 1 - x to 0", autodiff=AS_WRITTEN,
    ),
    Composite(
        "squared_hinge", ("squared_hinge",), ("x",), "max(0, 1 - x)^2",
        "squared_hinge has slope 0 on both sides of 1, where max(0, 1 - x) switches, but its curvature jumps there", autodiff=AS_WRITTEN,
    ),
    Composite(
        "log_cosh", ("log_cosh", "logcosh"), ("x",), "log(cosh(x))", "log_cosh is smooth, because cosh is positive", autodiff=AS_WRITTEN,
    ),
    Composite(
        "quantile", ("quantile", "quantile_loss", "pinball", "pinball_loss"), ("x", "q"), "max(q*x, (q - 1)*x)",
        "quantile turns a corner at 0, where its slope changes from q - 1 to q", autodiff=AS_WRITTEN,
    ),
    Composite(
        "smoothstep", ("smoothstep",), ("x",), "{0, x <= 0; x^2*(3 - 2*x), x < 1; 1, otherwise}",
        "smoothstep has slope 0 on both sides of 0 and of 1, where its pieces meet, but its curvature jumps there", autodiff=AS_WRITTEN,
    ),
    Composite(
        "squareplus", ("squareplus",), ("x", "b"), "(x + sqrt(x^2 + b))/2",
        "squareplus is smooth for b > 0, because what stands under the root is positive", ("4",), autodiff=AS_WRITTEN,
    ),
    Composite(
        "squared_relu", ("squared_relu", "relu2", "relu_squared", "ReLUSquared"), ("x",), "max(0, x)^2",
        "squared_relu has slope 0 on both sides of 0, where max(0, x) switches, but its curvature jumps there", autodiff=AS_WRITTEN,
    ),
    Composite(
        "quick_gelu", ("quick_gelu",), ("x",), "x/(1 + exp(-1.702*x))", "quick_gelu is smooth, because its denominator is never 0",
        autodiff=AS_WRITTEN,
    ),
)  # fmt: skip
