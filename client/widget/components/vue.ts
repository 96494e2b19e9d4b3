/**
 * `<DarekaFace>` for Vue: `v-model` is the share code. Other attributes, directions among them, are those of the element.
 *
 * @example
 * <DarekaFace site="https://dareka.example" v-model="code" interactive :smile="0.5" />
 */
import { defineComponent, h, onMounted, type PropType, ref } from 'vue';
import { type DarekaFaceElement, type DarekaFaceEvents, type FaceFailure, register } from '../index.ts';
import type { VueGlobalComponents } from '../types/vue.d.ts';
import { earlyValue } from './early-value.ts';

/** Declares the element for templates, too. */
export type { VueGlobalComponents };

type Ready = DarekaFaceEvents['dareka-ready'];

const component = defineComponent({
  name: 'DarekaFace',
  props: {
    /** Where Dareka is served; not needed where the page calls `register` itself. */
    site: [String, URL] as PropType<string | URL>,
    /** The share code; null for none. */
    modelValue: String as PropType<string | null>,
    random: Boolean,
    interactive: Boolean,
    controls: Boolean,
    walk: Boolean,
    required: Boolean,
    disabled: Boolean,
  },
  emits: {
    /** The face has changed, and the page did not set it itself. */
    'update:modelValue': (_code: string | null) => true,
    /** The device draws: by which backend, and why. */
    ready: (_ready: Ready['detail']) => true,
    error: (_failure: FaceFailure) => true,
  },
  setup(props, { emit, expose, slots }) {
    const element = ref<DarekaFaceElement | null>(null);
    onMounted(() => {
      const early = element.value && earlyValue(element.value);
      if (early !== null) {
        emit('update:modelValue', early);
      }
      if (props.site !== undefined) {
        register({ site: props.site });
      }
    });
    // For its methods.
    expose({ element });

    const listeners = {
      'onDareka-change': ({ detail }: DarekaFaceEvents['dareka-change']) =>
        emit('update:modelValue', detail.code),
      'onDareka-ready': ({ detail }: Ready) => emit('ready', detail),
      'onDareka-error': ({ detail }: DarekaFaceEvents['dareka-error']) => emit('error', detail),
    };
    return () => {
      const { site: _, modelValue, ...booleans } = props;
      // What is false is not written at all, so that it is not read as a text where the element is not defined yet.
      const present = Object.entries(booleans).filter(([, value]) => value);
      const code = modelValue ?? undefined;
      return h(
        'dareka-face',
        { ref: element, code, ...Object.fromEntries(present), ...listeners },
        slots.default?.(),
      );
    };
  },
});

export { component as DarekaFace };
