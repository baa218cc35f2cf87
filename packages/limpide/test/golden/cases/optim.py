"""Optimisers: parameters after each of ten steps with given gradients; schedulers: thirty learning rates; EMA.

Optimiser case: "inputs" are the parameters before, "stepGrads"[step][parameter] the gradients given,
"trajectory"[step][parameter] the values after step(). Scheduler case: "rates"[i] is the rate used by step i.
"""
import math

import numpy as np
import torch

from golden_case import camel, encode, plain, number


def lion(params, grads, lr=1e-4, betas=(0.9, 0.99), weight_decay=0.0):
    """Chen et al. 2023, "Symbolic discovery of optimization algorithms", algorithm 2:
    θ ← θ − η·(sign(β₁·m + (1 − β₁)·g) + λ·θ);   m ← β₂·m + (1 − β₂)·g."""
    theta, out = [p.copy() for p in params], []
    m = [np.zeros_like(p) for p in params]
    for step in grads:
        for i, g in enumerate(step):
            update = np.sign(betas[0] * m[i] + (1 - betas[0]) * g)
            theta[i] = theta[i] - lr * (update + weight_decay * theta[i])
            m[i] = betas[1] * m[i] + (1 - betas[1]) * g
        out.append([t.copy() for t in theta])
    return out


def orthogonal(g, steps, coefficients, eps):
    """Newton–Schulz: X ← a·X + (b·A + c·A²)·X with A = X·Xᵀ, from X = G / max(‖G‖, ε), on the wide side."""
    a, b, c = coefficients
    x = g.T if g.shape[0] > g.shape[1] else g
    x = x / max(np.linalg.norm(x), eps)
    for _ in range(steps):
        gram = x @ x.T
        x = a * x + (b * gram + c * gram @ gram) @ x
    return x.T if g.shape[0] > g.shape[1] else x


def muon(params, grads, lr=1e-3, weight_decay=0.1, momentum=0.95, nesterov=True, ns_coefficients=(3.4445, -4.775, 2.0315), eps=1e-7, ns_steps=5, adjust_lr_fn="original"):
    """Jordan et al. 2024, "Muon", in the form of torch.optim.Muon, in full precision:
    m ← μ·m + (1 − μ)·g;   u = (1 − μ)·g + μ·m if nesterov, else m;   O = newtonSchulz(u);
    θ ← θ·(1 − η·λ) − η·r·O,   r = √max(1, rows / columns) ("original") or 0.2·√max(rows, columns) ("match_rms_adamw")."""
    theta, out = [p.copy() for p in params], []
    m = [np.zeros_like(p) for p in params]
    for step in grads:
        for i, g in enumerate(step):
            rows, cols = g.shape
            m[i] = momentum * m[i] + (1 - momentum) * g
            u = (1 - momentum) * g + momentum * m[i] if nesterov else m[i]
            ratio = math.sqrt(max(1, rows / cols)) if adjust_lr_fn == "original" else 0.2 * math.sqrt(max(rows, cols))
            theta[i] = theta[i] * (1 - lr * weight_decay) - lr * ratio * orthogonal(u, ns_steps, ns_coefficients, eps)
        out.append([t.copy() for t in theta])
    return out


def with_torch(kind, params, grads, **options):
    theta = [torch.tensor(p, dtype=torch.float64, requires_grad=True) for p in params]
    # torch 1.13's loop over single tensors takes a factor mu too many; its other implementation is right, as is torch 2
    more = {"foreach": True} if kind is torch.optim.NAdam else {}
    optimizer, out = kind(theta, **options, **more), []
    for step in grads:
        for t, g in zip(theta, step):
            t.grad = torch.tensor(g, dtype=torch.float64)
        optimizer.step()
        out.append([t.detach().numpy().copy() for t in theta])
    return out


def record(f, op, options, params, grads, out, dtype="float32", **more):
    enc = lambda a: encode(torch.tensor(a, dtype=torch.float64), dtype)
    words = " ".join([op] + [f"{camel(k)}={plain(v)}" for k, v in options.items()])
    case = {"name": f.unique(words), "op": op, "inputs": [{**encode(torch.tensor(p, dtype=torch.float64), dtype, exact=True), "requiresGrad": True} for p in params], "args": [],
            "options": {camel(k): plain(v) for k, v in options.items()}}
    if grads is not None:
        case["stepGrads"] = [[enc(g) for g in step] for step in grads]
    case.update(more)
    case["trajectory"] = [[enc(p) for p in step] for step in out]
    f.cases.append(case)


def cases(f):
    def problem(*shapes, steps=10):
        params = [f.randn(*s).double().numpy() for s in shapes]
        return params, [[f.randn(*s).double().numpy() for s in shapes] for _ in range(steps)]

    table = [
        ("sgd", torch.optim.SGD, [dict(lr=0.1), dict(lr=0.1, momentum=0.9), dict(lr=0.1, momentum=0.9, nesterov=True), dict(lr=0.1, momentum=0.8, dampening=0.3, weight_decay=0.01), dict(lr=0.1, weight_decay=0.1, maximize=True)]),
        ("adagrad", torch.optim.Adagrad, [dict(lr=0.1), dict(lr=0.1, lr_decay=0.1, weight_decay=0.01, initial_accumulator_value=0.5)]),
        ("rmsprop", torch.optim.RMSprop, [dict(lr=0.01), dict(lr=0.01, alpha=0.9, centered=True), dict(lr=0.01, momentum=0.9, weight_decay=0.01), dict(lr=0.01, momentum=0.5, centered=True)]),
        ("adadelta", torch.optim.Adadelta, [dict(lr=1.0), dict(lr=0.5, rho=0.8, weight_decay=0.01)]),
        ("adam", torch.optim.Adam, [dict(lr=0.01), dict(lr=0.01, betas=(0.8, 0.95), eps=1e-4, weight_decay=0.1), dict(lr=0.01, amsgrad=True), dict(lr=0.01, maximize=True)]),
        ("adamw", torch.optim.AdamW, [dict(lr=0.01), dict(lr=0.01, weight_decay=0.2, amsgrad=True), dict(lr=0.05, betas=(0.5, 0.9), eps=1e-6)]),
        ("nadam", torch.optim.NAdam, [dict(lr=0.01), dict(lr=0.01, betas=(0.8, 0.95), weight_decay=0.1, momentum_decay=0.01)]),
        ("adamax", torch.optim.Adamax, [dict(lr=0.01)]),
    ]
    for op, kind, variants in table:
        for o in variants:
            params, grads = problem((2, 3), (4,))
            record(f, op, o, params, grads, with_torch(kind, params, grads, **o))
    for o in (dict(lr=0.01), dict(lr=0.02, betas=(0.8, 0.95), weight_decay=0.1)):
        params, grads = problem((2, 3), (4,))
        record(f, "lion", o, params, grads, lion(params, grads, **o))
    for o in (dict(lr=0.02), dict(lr=0.02, momentum=0.9, nesterov=False, weight_decay=0.0), dict(lr=0.02, adjust_lr_fn="match_rms_adamw", ns_steps=3)):
        params, grads = problem((2, 3), (4, 2))
        record(f, "muon", o, params, grads, muon(params, grads, **o))

    # L-BFGS calls its closure: the gradients come from the function itself
    rosenbrock = lambda x: (1 - x[0]) ** 2 + 100 * (x[1] - x[0] ** 2) ** 2
    quadratic = lambda x: (x * x * torch.tensor([1.0, 4.0, 9.0], dtype=torch.float64)).sum() / 2 - x.sum()
    for words, function, start, o in (
        ("x => ((x * x * [1, 4, 9]).sum() / 2 - x.sum())", quadratic, [1.0, -2.0, 0.5], dict(lr=1.0, max_iter=4)),
        ("x => ((x * x * [1, 4, 9]).sum() / 2 - x.sum())", quadratic, [1.0, -2.0, 0.5], dict(lr=0.5, max_iter=2, history_size=3)),
        ("x => (1 - x[0]) ** 2 + 100 * (x[1] - x[0] ** 2) ** 2", rosenbrock, [-1.25, 1.0], dict(lr=1.0, max_iter=4, line_search_fn="strong_wolfe")),
    ):
        x = torch.tensor(start, dtype=torch.float64, requires_grad=True)
        optimizer, out, losses = torch.optim.LBFGS([x], **o), [], []

        def closure():
            optimizer.zero_grad()
            y = function(x)
            y.backward()
            return y

        for _ in range(10):
            losses.append(number(float(optimizer.step(closure).detach())))
            out.append([x.detach().numpy().copy()])
        record(f, "lbfgs", o, [np.array(start)], None, out, dtype="float64", function=words, losses=losses)

    # parameter groups: the second has its own rate and decay
    params, grads = problem((3,), (2,))
    theta = [torch.tensor(p, requires_grad=True) for p in params]
    optimizer = torch.optim.AdamW([{"params": [theta[0]]}, {"params": [theta[1]], "lr": 0.1, "weight_decay": 0.0}], lr=0.01)
    out = []
    for step in grads:
        for t, g in zip(theta, step):
            t.grad = torch.tensor(g)
        optimizer.step()
        out.append([t.detach().numpy().copy() for t in theta])
    record(f, "adamw", dict(lr=0.01), params, grads, out, groups=[{"params": [0]}, {"params": [1], "lr": 0.1, "weightDecay": 0.0}])

    # exponential moving average of the weights: e ← d·e + (1 − d)·θ, from e = θ₀
    params, _ = problem((3,), steps=0)
    path = [[f.randn(3).double().numpy()] for _ in range(5)]
    ema, out = params[0].copy(), []
    for (p,) in path:
        ema = 0.9 * ema + 0.1 * p
        out.append([ema.copy()])
    record(f, "ema", dict(decay=0.9), params, path, out)

    # schedulers
    S = torch.optim.lr_scheduler
    schedulers = [
        ("stepLR", S.StepLR, dict(step_size=7, gamma=0.5)), ("multiStepLR", S.MultiStepLR, dict(milestones=[4, 9, 20], gamma=0.1)),
        ("constantLR", S.ConstantLR, dict(factor=0.25, total_iters=6)), ("linearLR", S.LinearLR, dict(start_factor=0.1, end_factor=1.0, total_iters=8)),
        ("exponentialLR", S.ExponentialLR, dict(gamma=0.9)), ("polynomialLR", S.PolynomialLR, dict(total_iters=20, power=2.0)),
        ("cosineAnnealingLR", S.CosineAnnealingLR, dict(T_max=12, eta_min=0.01)), ("cosineAnnealingWarmRestarts", S.CosineAnnealingWarmRestarts, dict(T_0=4, T_mult=2, eta_min=0.001)),
        ("oneCycleLR", S.OneCycleLR, dict(max_lr=1.0, total_steps=31)), ("oneCycleLR", S.OneCycleLR, dict(max_lr=0.5, total_steps=31, pct_start=0.25, anneal_strategy="linear", div_factor=10.0, final_div_factor=100.0, three_phase=True)),
        ("cyclicLR", S.CyclicLR, dict(base_lr=0.01, max_lr=0.1, step_size_up=4, mode="triangular2", cycle_momentum=False)),
    ]
    spelled = {"T_max": "tMax", "T_0": "t0", "T_mult": "tMult"}
    for op, kind, o in schedulers:
        p = torch.zeros(1, dtype=torch.float64, requires_grad=True)
        optimizer = torch.optim.SGD([p], lr=0.1, momentum=0.9)
        scheduler, rates, momenta = kind(optimizer, **o), [], []
        for _ in range(30):
            rates.append(number(optimizer.param_groups[0]["lr"]))
            momenta.append(number(optimizer.param_groups[0]["momentum"]))
            optimizer.step()
            scheduler.step()
        options = {spelled.get(k, camel(k)): plain(v) for k, v in o.items()}
        case = {"name": f.unique(f"{op} {options}"), "op": op, "inputs": [], "args": [], "options": options, "lr": 0.1, "rates": rates}
        if op == "oneCycleLR":
            case["momenta"] = momenta
        f.cases.append(case)
    metrics = [1.0, 0.8, 0.8, 0.79, 0.79, 0.79, 0.79, 0.5, 0.5, 0.51, 0.52, 0.5, 0.5, 0.49, 0.49, 0.49, 0.49, 0.49, 0.49, 0.2, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3]
    for o in (dict(factor=0.5, patience=2), dict(factor=0.1, patience=1, threshold=0.05, cooldown=2, min_lr=0.001), dict(mode="max", factor=0.5, patience=3, threshold_mode="abs")):
        optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1)
        scheduler, rates = S.ReduceLROnPlateau(optimizer, **o), []
        for m in metrics:
            rates.append(number(optimizer.param_groups[0]["lr"]))
            scheduler.step(m)
        options = {camel(k): plain(v) for k, v in o.items()}
        f.cases.append({"name": f.unique(f"reduceLROnPlateau {options}"), "op": "reduceLROnPlateau", "inputs": [], "args": [], "options": options, "lr": 0.1, "metrics": metrics, "rates": rates})
