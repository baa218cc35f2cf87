import { defineLesson } from '@limpide/course/format';

export default defineLesson({
  id: 'guide/tools',
  title: {
    fr: 'Les outils : TensorFlow, PyTorch et les autres',
    en: 'The tools: TensorFlow, PyTorch and the others',
  },
  summary: {
    fr: 'Ce que furent TensorFlow et PyTorch, ce qu’ils sont devenus, et comment choisir.',
    en: 'What TensorFlow and PyTorch were, what they became, and how to choose.',
  },
  teaches: ['tensorflow', 'pytorch', 'frameworks-compared'],
  requires: ['guide/what-is-ai'],
  minutes: 35,
  sources: [
    {
      title: 'TensorFlow: A System for Large-Scale Machine Learning, OSDI',
      authors: 'M. Abadi et al.',
      year: 2016,
      url: 'https://www.usenix.org/conference/osdi16/technical-sessions/presentation/abadi',
    },
    {
      title: 'PyTorch: An Imperative Style, High-Performance Deep Learning Library, NeurIPS',
      authors: 'A. Paszke et al.',
      year: 2019,
      url: 'https://arxiv.org/abs/1912.01703',
    },
    {
      title:
        'PyTorch 2: Faster Machine Learning Through Dynamic Python Bytecode Transformation and Graph Compilation, ASPLOS',
      authors: 'J. Ansel et al.',
      year: 2024,
      url: 'https://doi.org/10.1145/3620665.3640366',
    },
    {
      title: 'Keras 3',
      authors: 'F. Chollet et al.',
      year: 2023,
      url: 'https://keras.io/keras_3/',
    },
    {
      title: 'TensorFlow Lite is now LiteRT',
      authors: 'Google',
      year: 2024,
      url: 'https://developers.googleblog.com/en/tensorflow-lite-is-now-litert/',
    },
    {
      title: 'torch.export, ExecuTorch (documentation)',
      authors: 'PyTorch Foundation',
      year: 2026,
      url: 'https://docs.pytorch.org/docs/stable/export.html',
    },
  ],
});
