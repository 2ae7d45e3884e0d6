#!/usr/bin/env python3
"""Reference values of tensor operations, by NumPy in double precision, into tensors/operations.json.

Every operation has plain, broadcast and empty cases. Inputs are 32-bit floats; kinks and poles lie far from them.
"""
import json
import math
import pathlib

import numpy as np

here = pathlib.Path(__file__).parent
rng = np.random.default_rng(20180629)


def packed(array, digits):
    array = np.asarray(array)
    data = [("nan" if np.isnan(v) else "inf" if v == np.inf else "-inf" if v == -np.inf
             else float(f"{v:.{digits}g}") if digits else float(str(v))) for v in array.ravel()]
    return {"shape": list(array.shape), "data": data}


def real(*shape):
    """Distinct numbers of both signs, no two nearer than a finite difference reaches, none near 0."""
    count = int(np.prod(shape))
    values = (np.arange(count) - count / 2 + 0.25) * (6.0 / max(count, 12))
    return rng.permutation(values).reshape(shape).round(4).astype(np.float32)


def positive(*shape):
    return rng.uniform(0.4, 2.5, shape).round(3).astype(np.float32)


shapes_one = [(7,), (2, 3, 5), (), (0, 4), (3, 33)]
shapes_two = [((4, 5), (4, 5)), ((4, 5), (5,)), ((2, 1, 3), (4, 1)), ((3, 1), (1, 4)), ((), (2, 3)), ((2, 3), ()),
              ((0, 3), (3,)), ((2, 3, 4, 8), (8,)), ((6, 1), (6, 17))]
cases = {}


def one(name, function, make=real, shapes=shapes_one):
    cases[name] = [([x := make(*s)], function(x.astype(np.float64))) for s in shapes]


def two(name, function, left=real, right=real, shapes=shapes_two):
    cases[name] = []
    for a, b in shapes:
        x, y = left(*a), right(*b)
        cases[name].append(([x, y], function(x.astype(np.float64), y.astype(np.float64))))


def apart(name, function):
    """Extrema: the two operands are never near each other."""
    cases[name] = []
    for a, b in shapes_two:
        x = rng.uniform(-1, 1, a).round(3).astype(np.float32)
        y = rng.uniform(-1, 1, b).round(3).astype(np.float32)
        near = np.abs(x - y) < 0.1
        if near.any():
            y = y + np.float32(3.0)
        cases[name].append(([x, y], function(x.astype(np.float64), y.astype(np.float64))))


with np.errstate(all="ignore"):
    two("add", np.add)
    two("subtract", np.subtract)
    two("multiply", np.multiply)
    two("divide", np.divide, right=positive)
    two("power", np.power, left=positive)
    apart("maximum", np.maximum)
    apart("minimum", np.minimum)
    for name, function in [("less", np.less), ("lessOrEqual", np.less_equal), ("greater", np.greater),
                           ("greaterOrEqual", np.greater_equal), ("equal", np.equal), ("notEqual", np.not_equal)]:
        two(name, lambda x, y: function(x, y).astype(np.float64),
            left=lambda *s: rng.integers(0, 3, s).astype(np.float32),
            right=lambda *s: rng.integers(0, 3, s).astype(np.float32))
    one("addScalar", lambda x: x + 1.5)
    one("scalarMinus", lambda x: 1.5 - x)
    one("timesScalar", lambda x: x * -2.5)
    one("overScalar", lambda x: x / 3)
    one("scalarOver", lambda x: 2 / x, positive)
    one("negate", np.negative)
    one("exp", np.exp)
    one("log", np.log, positive)
    one("sqrt", np.sqrt, positive)
    one("rsqrt", lambda x: 1 / np.sqrt(x), positive)
    one("reciprocal", np.reciprocal, positive)
    one("square", np.square)
    one("abs", np.abs)
    one("cube", lambda x: x ** 3)
    one("sin", np.sin)
    one("cos", np.cos)
    one("relu", lambda x: np.maximum(x, 0))
    one("sigmoid", lambda x: 1 / (1 + np.exp(-x)))
    one("tanh", np.tanh)
    one("clamp", lambda x: np.clip(x, -1.05, 0.95), shapes=[(7,), (2, 3, 5), (), (0, 4), (3, 8)])
    one("sign", np.sign)
    one("floor", np.floor)
    one("ceil", np.ceil)
    one("rounded", np.round)

    # Movement
    one("transpose", lambda x: np.transpose(x, (2, 0, 3, 1)), shapes=[(2, 3, 4, 5), (1, 17, 2, 18), (0, 2, 3, 4)])
    one("transposeChannels", lambda x: np.transpose(x, (0, 4, 1, 2, 3)), shapes=[(2, 3, 2, 5, 7)])
    one("transposeLast", lambda x: np.swapaxes(x, -1, -2), shapes=[(17, 20), (3, 4, 5), (0, 4), (1, 9)])
    one("flip", lambda x: np.flip(x, 1), shapes=[(3, 4, 5), (2, 1), (2, 0)])
    one("sliceMiddle", lambda x: x[:, 1:3], shapes=[(2, 4, 5), (3, 3), (0, 3)])
    one("subscriptEllipsis", lambda x: x[0, ..., 2:5], shapes=[(2, 3, 6), (2, 2, 2, 5), (1, 5)])
    one("subscriptLast", lambda x: x[..., -1], shapes=[(2, 3, 6), (4,)])
    one("padded", lambda x: np.pad(x, [(1, 0), (0, 2)], constant_values=1.5), shapes=[(2, 3), (0, 3), (0, 0)])
    one("gathered", lambda x: np.take(x, [2, 0, 2], axis=1), shapes=[(2, 3, 4), (0, 3), (4, 5)])
    one("repeated", lambda x: np.tile(x, (1, 3)), shapes=[(2, 3), (0, 3)])
    one("broadcastTo", lambda x: np.broadcast_to(x, (2, 3, 4)), shapes=[(4,), (3, 1), (2, 1, 4), (), (2, 3, 4)])
    one("stacked", lambda x: np.stack([x, 2 * x, x], axis=1), shapes=[(2, 3), (0, 3)])
    two("concatenated", lambda x, y: np.concatenate([x, y], axis=1),
        shapes=[((2, 3), (2, 1)), ((2, 3, 4), (2, 2, 4)), ((0, 3), (0, 1)), ((2, 0), (2, 3))])
    two("select", lambda x, y: np.where(x > 0, x, y), shapes=[((4, 5), (4, 5)), ((4, 5), (5,)), ((1,), (3, 1))])

    # Reductions
    for name, function in [("sum", np.sum), ("mean", np.mean), ("max", np.max), ("min", np.min), ("variance", np.var),
                           ("standardDeviation", np.std), ("norm", lambda x, **k: np.sqrt(np.sum(x * x, **k)))]:
        rows = [(3, 4), (2, 3, 4), (5, 1), (2, 37), (70, 3)] + ([(0, 4)] if name in ("sum", "norm") else [])
        one(name + "All", lambda x: function(x, axis=None), shapes=[s for s in rows if name != "norm" or s != (0, 4)])
        one(name + "First", lambda x: function(x, axis=0), shapes=[s for s in rows if name != "norm" or s != (0, 4)])
        one(name + "LastKept", lambda x: function(x, axis=-1, keepdims=True),
            shapes=[s for s in rows if not (name in ("standardDeviation",) and s == (5, 1))])
        one(name + "Outer", lambda x: function(x, axis=(0, 2)), shapes=[(2, 3, 4), (3, 1, 5, 2)])
    for name, axis in [("softmax", -1), ("softmaxFirst", 0)]:
        def softmax(x):
            e = np.exp(x - x.max(axis=axis, keepdims=True)) if x.size else x
            return e / e.sum(axis=axis, keepdims=True) if x.size else x
        one(name, softmax, shapes=[(3, 4), (2, 3, 5), (0, 4), (6,)])
        one("log" + name.capitalize(), lambda x: np.log(softmax(x)) if x.size else x,
            shapes=[(3, 4), (2, 3, 5), (0, 4), (6,)])

    # Products
    two("matmul", np.matmul, shapes=[((3, 4), (4, 5)), ((2, 3, 4), (4, 5)), ((2, 3, 4), (2, 4, 5)), ((3, 4), (2, 4, 5)),
                                     ((2, 1, 3, 4), (3, 4, 2)), ((0, 4), (4, 5)), ((3, 0), (0, 5)), ((1, 1), (1, 1)),
                                     ((2, 0, 4), (4, 5))])

    # Activations, and functions near zero
    erf = np.vectorize(math.erf, otypes=[np.float64])

    def tanh_gelu(x):
        return 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x ** 3)))

    one("gelu", lambda x: x * 0.5 * (1 + erf(x / np.sqrt(2))))
    one("geluByTanh", tanh_gelu)
    one("silu", lambda x: x / (1 + np.exp(-x)))
    one("softplus", lambda x: np.logaddexp(0, x))
    one("tan", np.tan, make=lambda *s: (real(*s) * 0.4).astype(np.float32))
    one("log1p", np.log1p, positive)
    one("expm1", np.expm1)
    one("erf", erf)

    # Masks
    def odd(*shape):
        return rng.choice(np.array([0, 1, -2, np.nan, np.inf, -np.inf], np.float32), shape)

    one("isNaN", np.isnan, odd)
    one("isFinite", np.isfinite, odd)
    one("isInfinite", np.isinf, odd)
    one("not", np.logical_not, odd)
    two("and", np.logical_and, odd, odd)
    two("or", np.logical_or, odd, odd)
    one("masked", lambda x: x[x > 0])
    one("maskedRows", lambda x: x[np.broadcast_to(np.array([1, 0, 1]), x.shape) != 0], shapes=[(3,), (4, 3), (0, 3)])
    one("filled", lambda x: np.where(x > 0, -1.5, x))

    # Order
    one("sorted", lambda x: np.sort(x, axis=-1), shapes=[(7,), (2, 3, 5), (0, 4), (3, 0), (3, 33)])
    one("sortedFirst", lambda x: np.sort(x, axis=0), shapes=[(7,), (4, 3, 5), (0, 4), (9, 3)])
    one("sortedDescending", lambda x: -np.sort(-x, axis=1), shapes=[(2, 3), (2, 7, 5), (4, 0)])
    one("topK", lambda x: -np.sort(-x, axis=-1)[..., :2], shapes=[(7,), (2, 3, 5), (0, 4), (3, 33)])
    one("bottomKFirst", lambda x: np.sort(x, axis=0)[:3], shapes=[(3,), (4, 3, 5), (30, 2)])
    one("median", np.median, shapes=[(7,), (2, 3, 5), (4, 2), ()])
    one("medianFirst", lambda x: np.median(x, axis=0), shapes=[(7,), (4, 3, 5), (2, 0)])
    one("quantile", lambda x: np.quantile(x, 0.3, axis=-1, keepdims=True), shapes=[(7,), (2, 3, 5), (0, 4), (3, 33), (2, 1)])
    one("unique", np.unique, shapes=[(7,), (2, 3), (0,)])

    # Running sums and products
    for name, axis in [("", -1), ("First", 0), ("Middle", 1)]:
        shapes = [(2, 3, 5), (3, 4), (0, 4)] + ([(7,)] if axis < 1 else [])
        one("cumulativeSum" + name, lambda x: np.cumsum(x, axis=axis), shapes=shapes)
        one("cumulativeProduct" + name, lambda x: np.cumprod(x, axis=axis), make=lambda *s: (real(*s) * 0.7).astype(np.float32),
            shapes=shapes)

    def with_zeros(*shape):
        return (real(*shape) * (np.arange(int(np.prod(shape))).reshape(shape) % 3 != 1)).astype(np.float32)

    one("cumulativeProductOfZeros", lambda x: np.cumprod(x, axis=-1), make=with_zeros, shapes=[(6,), (2, 5), (3, 1)])
    for name, axis in [("All", None), ("First", 0), ("LastKept", -1)]:
        one("logSumExp" + name, lambda x: np.log(np.sum(np.exp(x), axis=axis, keepdims=name == "LastKept")),
            shapes=[(3, 4), (2, 3, 5), (7,)] + ([(0, 4)] if name == "LastKept" else []))

    # Setting parts
    def setting(where):
        def function(x, y):
            result = x.copy()
            result[where] = y
            return result
        return function

    two("assignedRows", setting(np.s_[0, 1:3]), shapes=[((2, 4), (2,)), ((2, 4, 3), (2, 3)), ((2, 4, 3), (3,)), ((2, 4), ())])
    two("assignedColumns", setting(np.s_[..., -1]), shapes=[((2, 4), (2,)), ((3, 4, 2), (3, 1)), ((0, 4), (0,))])
    two("assignedSteps", setting(np.s_[::-2, 1::2]), shapes=[((5, 4), (3, 2)), ((4, 5, 2), (2, 1)), ((3, 2), (1,))])
    one("steps", lambda x: x[1::2, ::-1], shapes=[(5, 4), (4, 3, 2), (1, 3), (3, 1)])
    one("stepsOfLast", lambda x: x[..., 1:6:3], shapes=[(7,), (2, 6), (0, 9)])

    # Movement
    one("splitSizes", lambda x: np.concatenate([x[:, 3:], x[:, :1]], axis=1), shapes=[(2, 5), (0, 4), (2, 3, 2)])
    one("chunked", lambda x: np.array_split(x, 3, axis=-1)[1] * 1.0, shapes=[(7,), (2, 5), (2, 3)])
    one("tiled", lambda x: np.tile(x, (2, 1, 3)), shapes=[(2,), (2, 3), (2, 1, 2), (0, 2)])
    one("rolled", lambda x: np.roll(x, 2, axis=1), shapes=[(2, 5), (3, 4, 2), (2, 1), (0, 4)])
    one("rolledBack", lambda x: np.roll(x, -7, axis=-1), shapes=[(5,), (3, 4, 2)])
    one("diagonal", lambda x: np.diagonal(x, axis1=-2, axis2=-1), shapes=[(3, 3), (2, 3, 5), (2, 4, 2), (0, 3, 3)])
    one("diagonalAbove", lambda x: np.diagonal(x, 1, -2, -1), shapes=[(3, 3), (2, 3, 5), (4, 2), (3, 1)])
    one("diagonalBelow", lambda x: np.diagonal(x, -2, -2, -1), shapes=[(3, 3), (2, 3, 5), (4, 2)])
    one("trace", lambda x: np.trace(x, axis1=-2, axis2=-1), shapes=[(3, 3), (2, 3, 5), (0, 0)])
    one("lowerTriangle", np.tril, shapes=[(3, 3), (2, 3, 5), (5, 2), (0, 3)])
    one("lowerTriangleAbove", lambda x: np.tril(x, 1), shapes=[(3, 3), (2, 3, 5), (5, 2)])
    one("upperTriangle", np.triu, shapes=[(3, 3), (2, 3, 5), (5, 2)])
    one("upperTriangleBelow", lambda x: np.triu(x, -1), shapes=[(3, 3), (2, 5, 3), (2, 5)])

    # Products
    two("matmulOfVectors", np.matmul, shapes=[((4,), (4, 5)), ((3, 4), (4,)), ((4,), (4,)), ((4,), (2, 4, 3)), ((2, 3, 4), (4,)),
                                              ((0,), (0, 3)), ((0,), (0,))])
    two("outer", np.outer, shapes=[((3,), (4,)), ((0,), (3,)), ((1,), (1,))])
    for name, text, shapes in [
            ("einsumMatmul", "ij,jk->ik", [((3, 4), (4, 5)), ((0, 4), (4, 2)), ((3, 0), (0, 2))]),
            ("einsumAttention", "bhqd,bhkd->bhqk", [((2, 3, 4, 5), (2, 3, 6, 5)), ((1, 1, 2, 3), (1, 1, 2, 3))]),
            ("einsumValues", "bhqk,bkhd->bqhd", [((2, 3, 4, 5), (2, 5, 3, 2))]),
            ("einsumTurned", "ij,jk->ki", [((3, 4), (4, 5))]),
            ("einsumTransposes", "ji,kj->ik", [((4, 3), (5, 4))]),
            ("einsumBatch", "bij,bjk", [((2, 3, 4), (2, 4, 2))]),
            ("einsumElementwise", "i,i->i", [((5,), (5,))]),
            ("einsumDot", "ij,ij->i", [((3, 4), (3, 4)), ((2, 0), (2, 0))]),
            ("einsumOuter", "i,jk->kij", [((3,), (2, 4))]),
            ("einsumSums", "ijk,jl->l", [((2, 3, 4), (3, 5))]),
            ("einsumDiagonal", "iij,j->i", [((3, 3, 2), (2,))]),
            ("einsumScalar", "ij,->ji", [((2, 3), ())])]:
        two(name, lambda x, y: np.einsum(text, x, y), shapes=shapes)
    for name, text, shapes in [("einsumTrace", "ii->", [(3, 3)]), ("einsumOnly", "ii->i", [(3, 3)]),
                               ("einsumTranspose", "ijk->kij", [(2, 3, 4)]), ("einsumSum", "ijk->j", [(2, 3, 4), (0, 2, 3)])]:
        one(name, lambda x: np.einsum(text, x), shapes=shapes)
    cases["einsumThree"] = [([x := real(2, 3), y := real(3, 4), z := real(4, 2)],
                             np.einsum("ij,jk,ki->i", *(t.astype(np.float64) for t in (x, y, z))))]

    # Linear algebra
    def sound(*shape):
        return (real(*shape) * 0.3 + 2 * np.eye(shape[-1])).astype(np.float32)

    squares = [(3, 3), (2, 4, 4), (1, 1), (0, 3, 3), (0, 0)]
    one("inverse", np.linalg.inv, sound, squares)
    one("determinant", np.linalg.det, sound, squares)
    two("solve", np.linalg.solve, left=sound,
        shapes=[((3, 3), (3, 2)), ((2, 4, 4), (2, 4, 1)), ((2, 4, 4), (4, 3)), ((3, 3), (2, 3, 2)), ((3, 3), (3,)),
                ((0, 3, 3), (0, 3, 2))])

    # Sums by letters over axes without names; those that the result lacks are summed, as PyTorch has it
    for name, function, shapes in [
            ("einsumEllipsis", lambda x, y: np.einsum("...ij,...jk->...ik", x, y),
             [((2, 3, 4), (2, 4, 5)), ((5, 2, 3, 4), (2, 4, 2)), ((5, 1, 3, 4), (2, 4, 2)), ((3, 4), (2, 4, 5)), ((3, 4), (4, 2)),
              ((0, 3, 4), (4, 2)), ((1, 3, 4), (0, 4, 2))]),
            ("einsumEllipsisBroadcast", lambda x, y: np.einsum("i...,i...->...", x, y),
             [((3, 4), (3, 4)), ((3, 2, 1), (3, 5)), ((3,), (3, 2)), ((3, 1), (3, 4))]),
            ("einsumEllipsisImplicit", lambda x, y: np.einsum("...ij,...j", x, y), [((2, 3, 4), (2, 4)), ((3, 4), (5, 4)), ((2, 3, 4), (4,))]),
            ("einsumEllipsisSummed", lambda x, y: np.einsum("...i,...->...i", x, y).reshape(-1, x.shape[-1]).sum(0),
             [((2, 3, 4), (2, 3)), ((4,), (2,)), ((2, 4), (3, 1))])]:
        two(name, function, shapes=shapes)
    one("einsumEllipsisTurned", lambda x: np.einsum("i...->...i", x), shapes=[(3,), (3, 4), (2, 3, 4), (0, 3)])

out = {name: [{"inputs": [packed(x, None) for x in inputs], "output": packed(output, 8)} for inputs, output in rows]
       for name, rows in cases.items()}
path = here / "tensors" / "operations.json"
path.parent.mkdir(exist_ok=True)
path.write_text("{\n" + ",\n".join(f"{json.dumps(name)}: {json.dumps(rows)}" for name, rows in out.items()) + "\n}\n")
print(path, path.stat().st_size, "bytes", len(out), "operations")
