"""Recurrent layers and cells, multi-head attention, with the weights given.

These cases add "state" (parameters by PyTorch's names) and "stateGrads".
"""
import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from golden_case import encode


def module_case(f, op, module, inputs, call, options, name=None, long=(), names=None, no_grad_for=()):
    """Records a module: weights rounded to short float32 numbers, everything computed in float64."""
    module = module.double()
    state = {k: f.uniform(-0.7, 0.7, *v.shape) for k, v in module.state_dict().items()}
    module.load_state_dict({k: v.double() for k, v in state.items()})
    record = f.add(op, inputs, call=lambda *xs: call(module if xs[0].dtype == torch.float64 else _float(module), *xs), name=name, names=names, no_grad_for=no_grad_for, **options)
    module.zero_grad()
    # again for the parameters' gradients, with the same cotangents
    xs = [x.double() if x is not None and x.is_floating_point() else x for x in inputs]
    out = call(module, *xs)
    outs = list(out) if isinstance(out, (tuple, list)) else [out]
    weights = f.cotangents(record["name"], outs)
    pairs = [(o, w) for o, w in zip(outs, weights) if w is not None]
    grads = torch.autograd.grad([o for o, _ in pairs], list(module.parameters()), [w for _, w in pairs], allow_unused=True)
    record["state"] = {k: encode(v) for k, v in state.items()}
    record["stateGrads"] = {k: encode(g, "float32") if g is not None else None for (k, _), g in zip(module.named_parameters(), grads)}


def _float(module):
    import copy
    return copy.deepcopy(module).float()


def cases(f):
    r = f.randn
    kinds = {"rnn": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}
    for op, kind in kinds.items():
        lstm = op == "lstm"

        def initial(layers, batch, hidden):
            return [r(layers, batch, hidden)] + ([r(layers, batch, hidden)] if lstm else [])

        def run(m, x, *h):
            out, hn = m(x, (h if lstm else h[0]) if h else None)
            return [out, *hn] if lstm else [out, hn]

        names = ["input", "h0", "c0"][: 3 if lstm else 2]
        variants = [{}, {"num_layers": 2}, {"bidirectional": True}, {"num_layers": 2, "bidirectional": True, "batch_first": True}, {"bias": False}]
        if op == "rnn":
            variants.append({"nonlinearity": "relu"})
        for o in variants:
            layers = o.get("num_layers", 1) * (2 if o.get("bidirectional") else 1)
            x = r(2, 3, 3) if o.get("batch_first") else r(3, 2, 3)
            module_case(f, op, kind(3, 4, **o), [x] + initial(layers, 2, 4), run, {"input_size": 3, "hidden_size": 4, **o}, names=names)
        module_case(f, op, kind(3, 2), [r(3, 1, 3)], run, {"input_size": 3, "hidden_size": 2}, names=names[:1], name=f"{op} from a zero state")

        def packed(m, x):
            out, hn = m(pack_padded_sequence(x, torch.tensor([4, 2, 3]), enforce_sorted=False))
            out, _ = pad_packed_sequence(out)
            return [out, *hn] if lstm else [out, hn]

        module_case(f, op, kind(2, 3, bidirectional=True), [r(4, 3, 2)], packed, {"input_size": 2, "hidden_size": 3, "bidirectional": True, "lengths": [4, 2, 3]},
                    names=["input"], name=f"{op} with packed lengths")
        cell = {"rnn": nn.RNNCell, "lstm": nn.LSTMCell, "gru": nn.GRUCell}[op]

        def step(m, x, *h):
            out = m(x, h if lstm else h[0])
            return list(out) if lstm else out

        module_case(f, f"{op}Cell", cell(3, 4), [r(2, 3), r(2, 4)] + ([r(2, 4)] if lstm else []), step, {"input_size": 3, "hidden_size": 4}, names=["input", "h", "c"][: 3 if lstm else 2])

    op, names = "multiheadAttention", ["query", "key", "value", "attnMask"]
    base = {"embed_dim": 4, "num_heads": 2}

    def attend(**call):
        def run(m, q, k, v, mask=None):
            out, weights = m(q, k, v, attn_mask=mask, **call)
            return [out, weights] if weights is not None else [out]
        return run

    module_case(f, op, nn.MultiheadAttention(4, 2), [r(3, 2, 4), r(5, 2, 4), r(5, 2, 4)], attend(), base, names=names[:3])
    module_case(f, op, nn.MultiheadAttention(4, 2, batch_first=True, bias=False), [r(2, 3, 4), r(2, 3, 4), r(2, 3, 4)], attend(average_attn_weights=False),
                {**base, "batch_first": True, "bias": False, "average_attn_weights": False}, names=names[:3])
    causal = torch.ones(3, 3).triu(1).bool()  # true: may not be looked at (the contrary of scaledDotProductAttention)
    module_case(f, op, nn.MultiheadAttention(4, 2, batch_first=True), [r(2, 3, 4), r(2, 3, 4), r(2, 3, 4), causal], attend(), {**base, "batch_first": True}, names=names, name=f"{op} with a boolean mask")
    module_case(f, op, nn.MultiheadAttention(4, 2, batch_first=True), [r(2, 3, 4), r(2, 3, 4), r(2, 3, 4), r(3, 3)], attend(need_weights=False), {**base, "batch_first": True, "need_weights": False},
                names=names, name=f"{op} with a float mask")
    padding = torch.tensor([[False, False, True], [False, False, False]])
    module_case(f, op, nn.MultiheadAttention(4, 2, batch_first=True), [r(2, 3, 4), r(2, 3, 4), r(2, 3, 4), padding],
                lambda m, q, k, v, p: list(m(q, k, v, key_padding_mask=p)), {**base, "batch_first": True}, names=["query", "key", "value", "keyPaddingMask"], name=f"{op} with padded keys")
    module_case(f, op, nn.MultiheadAttention(4, 2, kdim=3, vdim=5), [r(2, 1, 4), r(3, 1, 3), r(3, 1, 5)], attend(), {**base, "kdim": 3, "vdim": 5}, names=names[:3])
