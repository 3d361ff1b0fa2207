"""The Python tools of each method, asked to do what this project does, and timed by themselves.

Reads one JSON request a line from standard input and answers each with one line. The first request
names a folder with the networks and images; every other one names a task. Time to start Python and
to load anything is not counted: only the call that a user of the tool would make.
"""

import json
import sys
import time
import warnings
from pathlib import Path

import numpy as np
import torch
from torch import nn

warnings.filterwarnings("ignore")

THREADS = 2


class Scale(nn.Module):
    def __init__(self, factor):
        super().__init__()
        self.factor = factor

    def forward(self, x):
        return x * self.factor


class Standardise(nn.Module):
    def __init__(self, mean, deviation):
        super().__init__()
        self.register_buffer("mean", torch.tensor(mean).view(1, -1, 1, 1))
        self.register_buffer("deviation", torch.tensor(deviation).view(1, -1, 1, 1))

    def forward(self, x):
        return (x - self.mean) / self.deviation


class FlattenAsChannelsLast(nn.Module):
    """Row-major height, width, channels, as the weights of the dense layer expect."""

    def forward(self, x):
        return x.permute(0, 2, 3, 1).flatten(1)


def read_network(folder, name):
    """A network as this project stores it, as a torch module over images of its own channels."""
    header = json.loads((folder / f"{name}.json").read_text())
    binary = np.fromfile(folder / f"{name}.bin", dtype="<f4")
    weights = {}
    for parameter in header["parameters"]:
        start = parameter["byteOffset"] // 4
        count = int(np.prod(parameter["shape"]))
        values = binary[start : start + count].reshape(parameter["shape"])
        weights[parameter["key"]] = torch.tensor(values.copy())
    modules = []
    channels = header["architecture"]["inputShape"][2]
    for index, layer in enumerate(header["architecture"]["layers"]):
        own = {name: weights.get(f"{index}.{name}") for name in ("kernel", "bias", "offset", "mean", "variance")}
        kind = layer["type"]
        if kind == "conv2d":
            kernel = own["kernel"].permute(3, 2, 0, 1).contiguous()
            module = nn.Conv2d(
                channels, layer["filters"], layer["kernelSize"],
                padding="same" if layer["padding"] == "same" else 0,
                bias=own["bias"] is not None,
            )
            module.weight.data.copy_(kernel)
            if own["bias"] is not None:
                module.bias.data.copy_(own["bias"])
            if layer.get("trainable") is False:
                module.weight.requires_grad_(False)
            channels = layer["filters"]
        elif kind == "dense":
            kernel = own["kernel"].T.contiguous()
            module = nn.Linear(kernel.shape[1], kernel.shape[0], bias=own["bias"] is not None)
            module.weight.data.copy_(kernel)
            if own["bias"] is not None:
                module.bias.data.copy_(own["bias"])
        elif kind == "batchNorm":
            # PyTorch's momentum is the share of the new average, not of the old one.
            module = nn.BatchNorm2d(channels, eps=layer["epsilon"], momentum=1 - layer["momentum"])
            module.weight.requires_grad_(False)
            module.bias.data.copy_(own["offset"])
            module.running_mean.copy_(own["mean"])
            module.running_var.copy_(own["variance"])
        elif kind == "maxPool":
            module = nn.MaxPool2d(layer["size"])
        elif kind == "relu":
            module = nn.ReLU()
        elif kind == "flatten":
            module = FlattenAsChannelsLast()
        elif kind == "scale":
            module = Scale(layer["factor"])
        elif kind == "standardise":
            module = Standardise(layer["mean"], layer["deviation"])
        elif kind == "dropout":
            continue
        else:
            raise ValueError(f"layer {index} of {name}: no torch module for a {kind} layer")
        modules.append(module)
    return nn.Sequential(*modules), header["architecture"]["inputShape"]


class Peers:
    def __init__(self, folder):
        folder = Path(folder)
        torch.set_num_threads(THREADS)
        torch.manual_seed(0)
        self.network, (height, width, self.channels) = read_network(folder, "explained")
        self.network.eval()
        images = np.fromfile(folder / "images.f32", dtype="<f4")
        self.images = images.reshape(-1, height, width, self.channels)
        self.cell = json.loads((folder / "settings.json").read_text())["cell"]
        columns = -(-width // self.cell)
        rows, across = np.indices((height, width)) // self.cell
        self.segments = rows * columns + across
        self.folder = folder
        self.training = None

    def tensor(self, count, first=0):
        chosen = self.images[first : first + count]
        return torch.from_numpy(np.ascontiguousarray(chosen.transpose(0, 3, 1, 2)))

    def logits(self, images):
        """Images as numpy arrays [n, h, w, c], as the model-agnostic tools pass them."""
        with torch.no_grad():
            x = torch.from_numpy(np.ascontiguousarray(images.transpose(0, 3, 1, 2)).astype(np.float32))
            return self.network(x).numpy()

    def predicted(self, count):
        with torch.no_grad():
            return self.network(self.tensor(count)).argmax(1)

    def forward(self, evaluations, batch):
        x = self.tensor(1).repeat(batch, 1, 1, 1)
        with torch.no_grad():
            for _ in range(evaluations // batch):
                self.network(x)

    def lime(self, image, evaluations, batch):
        from lime.lime_image import LimeImageExplainer

        explainer = LimeImageExplainer(random_state=0)
        explainer.explain_instance(
            self.images[image].astype(np.double),
            self.logits,
            top_labels=1,
            hide_color=0,
            num_samples=evaluations,
            batch_size=batch,
            segmentation_fn=lambda _: self.segments,
        )

    def shap(self, image, evaluations, batch):
        from shap import KernelExplainer

        players = int(self.segments.max()) + 1
        one = self.images[image]

        def masked(masks):
            shown = np.asarray(masks)[:, self.segments]
            answers = [
                self.logits(one[None] * shown[start : start + batch, :, :, None])
                for start in range(0, len(masks), batch)
            ]
            return np.concatenate(answers)

        explainer = KernelExplainer(masked, np.zeros((1, players)))
        explainer.shap_values(np.ones((1, players)), nsamples=evaluations, silent=True)

    def captum_shap(self, image, evaluations, batch):
        from captum.attr import KernelShap

        x = self.tensor(1, image)
        mask = torch.from_numpy(self.segments)[None, None].expand_as(x)
        target = int(self.network(x).argmax(1))
        with torch.no_grad():
            KernelShap(self.network).attribute(
                x, target=target, baselines=0, feature_mask=mask, n_samples=evaluations,
                perturbations_per_eval=batch,
            )

    def zennit(self, batch):
        from zennit.composites import SpecialFirstLayerMapComposite
        from zennit.core import Composite
        from zennit.rules import Epsilon, Gamma, ZBox
        from zennit.types import Convolution

        composite = SpecialFirstLayerMapComposite(
            layer_map=[(Convolution, Gamma(gamma=0.25)), (nn.Linear, Epsilon(epsilon=1e-6))],
            first_map=[(Convolution, ZBox(low=0.0, high=1.0))],
        )
        x = self.tensor(batch).requires_grad_()
        with composite.context(self.network) as modified:
            output = modified(x)
            chosen = torch.zeros_like(output)
            chosen[torch.arange(batch), output.argmax(1)] = output.detach().max(1).values
            torch.autograd.grad(output, x, grad_outputs=chosen)

    def captum_lrp(self, batch):
        from captum.attr import LRP
        from captum.attr._utils.lrp_rules import EpsilonRule, GammaRule

        for module in self.network:
            if isinstance(module, nn.Conv2d):
                module.rule = GammaRule(gamma=0.25)
            elif isinstance(module, nn.Linear):
                module.rule = EpsilonRule(epsilon=1e-6)
            elif isinstance(module, FlattenAsChannelsLast):
                module.rule = EpsilonRule()
        x = self.tensor(batch)
        LRP(self.network).attribute(x, target=self.predicted(batch))

    def quantus(self, images, step):
        import quantus

        metric = quantus.PixelFlipping(
            features_in_step=step, perturb_baseline="black", normalise=False, abs=False,
            disable_warnings=True, return_auc_per_sample=True,
        )
        maps = np.abs(self.images[:images]).transpose(0, 3, 1, 2)
        metric(
            model=self.network,
            x_batch=self.images[:images].transpose(0, 3, 1, 2),
            y_batch=self.predicted(images).numpy(),
            a_batch=maps,
            device="cpu",
        )

    def train(self, batch):
        """One step on one batch: forward, backward, Nesterov with a rate of its own for offsets."""
        if self.training is None:
            network, (height, width, channels) = read_network(self.folder, "trained")
            network.train()
            network = network.to(memory_format=torch.channels_last)
            offsets = [
                module.bias
                for module in network
                if isinstance(module, (nn.BatchNorm2d, nn.Conv2d)) and module.bias is not None
            ]
            others = [
                parameter
                for parameter in network.parameters()
                if parameter.requires_grad and all(parameter is not own for own in offsets)
            ]
            rate = 1e-4
            optimiser = torch.optim.SGD(
                [{"params": others}, {"params": offsets, "lr": 64 * rate}],
                lr=rate, momentum=0.85, nesterov=True,
            )
            x = torch.rand(batch, channels, height, width).to(memory_format=torch.channels_last)
            labels = torch.arange(batch) % 10
            loss = nn.CrossEntropyLoss(label_smoothing=0.2, reduction="sum")
            self.training = (network, optimiser, x, labels, loss)
        network, optimiser, x, labels, loss = self.training
        optimiser.zero_grad(set_to_none=True)
        value = loss(network(x), labels)
        value.backward()
        optimiser.step()
        value.item()


def versions():
    from importlib.metadata import version

    packages = ["torch", "lime", "shap", "captum", "zennit", "quantus", "numpy"]
    return {"python": sys.version.split()[0], **{name: version(name) for name in packages}}


def main():
    # Tools print progress and advice; only answers may go to standard output.
    answers, sys.stdout = sys.stdout, sys.stderr
    peers = None
    for line in sys.stdin:
        request = json.loads(line)
        try:
            if "folder" in request:
                peers = Peers(request["folder"])
                answer = {"versions": versions(), "logits": peers.logits(peers.images[:4]).tolist()}
            else:
                task = getattr(peers, request["task"])
                start, used = time.perf_counter(), time.process_time()
                task(**request["arguments"])
                answer = {
                    "wall": 1000 * (time.perf_counter() - start),
                    "processor": 1000 * (time.process_time() - used),
                }
        except Exception as error:  # noqa: BLE001, told to the caller
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main()
