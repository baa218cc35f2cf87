# What stands before the lesson's code: a loader, here of two batches of noise.
import torch
from torch.utils.data import DataLoader, TensorDataset

pictures = TensorDataset(torch.rand(64, 1, 28, 28), torch.randint(10, (64,)))
loader = DataLoader(pictures, batch_size=32, shuffle=True)
