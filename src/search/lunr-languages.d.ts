/** lunr-languages ships no types: each file takes lunr and adds a language to it. */
declare module 'lunr-languages/lunr.stemmer.support.js' {
  const add: (to: typeof import('lunr')) => void;
  export default add;
}

declare module 'lunr-languages/lunr.de.js' {
  const add: (to: typeof import('lunr')) => asserts to is typeof import('lunr') & {
    de: { stemmer: import('lunr').PipelineFunction };
  };
  export default add;
}

declare module 'lunr-languages/lunr.ru.js' {
  const add: (to: typeof import('lunr')) => asserts to is typeof import('lunr') & {
    ru: { stemmer: import('lunr').PipelineFunction };
  };
  export default add;
}
