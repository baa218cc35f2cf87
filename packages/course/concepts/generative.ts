/** Concepts of the layer `generative`: what progress belongs to. */
import { defineConcepts } from '../src/format/define.ts';

export const generative = defineConcepts([
  {
    id: 'probabilistic-modelling',
    title: { fr: 'Modélisation probabiliste', en: 'Probabilistic modelling' },
    lesson: 'generative/probabilistic',
  },
  {
    id: 'vae',
    title: { fr: 'Autoencodeurs et VAE', en: 'Autoencoders and VAE' },
    lesson: 'generative/vae',
  },
  { id: 'gan', title: { fr: 'GAN', en: 'GAN' }, lesson: 'generative/gan' },
  {
    id: 'diffusion',
    title: { fr: 'Modèles de diffusion', en: 'Diffusion models' },
    lesson: 'generative/diffusion',
  },
  {
    id: 'text-to-image',
    title: {
      fr: 'Du texte à l’image : Stable Diffusion, Imagen',
      en: 'Text to image: Stable Diffusion, Imagen',
    },
    lesson: 'generative/text-to-image',
  },
  { id: 'clip', title: { fr: 'CLIP', en: 'CLIP' }, lesson: 'generative/clip' },
  {
    id: 'captioning',
    title: { fr: 'Légender des images', en: 'Image captioning' },
    lesson: 'generative/captioning',
  },
  {
    id: 'video-generation',
    title: {
      fr: 'Génération de vidéo : Sora, Pika, Runway',
      en: 'Video generation: Sora, Pika, Runway',
    },
    lesson: 'generative/video',
  },
  {
    id: 'audio-speech',
    title: { fr: 'Audio et parole : Whisper, MusicGen', en: 'Audio and speech: Whisper, MusicGen' },
    lesson: 'generative/audio',
  },
  {
    id: 'unified-multimodal',
    title: {
      fr: 'Architectures multimodales unifiées : Gemini, GPT-4o, Claude',
      en: 'Unified multimodal architectures: Gemini, GPT-4o, Claude',
    },
    lesson: 'generative/multimodal',
  },
]);
