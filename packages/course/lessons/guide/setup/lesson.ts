import { defineLesson } from '@limpide/course/format';

export default defineLesson({
  id: 'guide/setup',
  title: { fr: 'S’installer', en: 'Setting up' },
  summary: {
    fr: 'Python, environnements virtuels, TensorFlow et PyTorch sous Windows, macOS et Linux, avec ou sans GPU.',
    en: 'Python, virtual environments, TensorFlow and PyTorch on Windows, macOS and Linux, with or without a GPU.',
  },
  teaches: ['setting-up', 'virtual-environments'],
  requires: ['guide/tools'],
  minutes: 30,
  sources: [
    {
      title: 'Install TensorFlow with pip',
      authors: 'Google',
      year: 2026,
      url: 'https://www.tensorflow.org/install/pip',
    },
    {
      title: 'Start Locally',
      authors: 'PyTorch Foundation',
      year: 2026,
      url: 'https://pytorch.org/get-started/locally/',
    },
    {
      title: 'venv — Creation of virtual environments',
      authors: 'Python Software Foundation',
      year: 2026,
      url: 'https://docs.python.org/3/library/venv.html',
    },
    {
      title: 'PEP 668 – Marking Python base environments as “externally managed”',
      authors: 'G. Thomas, M. Klose, F. Laíns et al.',
      year: 2021,
      url: 'https://peps.python.org/pep-0668/',
    },
  ],
});
