// The package has no types.
declare module 'jstat' {
  const jstat: {
    /** The logarithm of the gamma function. */
    gammaln(x: number): number;
    /** The lower part of the regularised incomplete gamma function, and its inverse. */
    lowRegGamma(shape: number, x: number): number;
    gammapinv(probability: number, shape: number): number;
    /** The regularised incomplete beta function, and its inverse. */
    ibeta(x: number, a: number, b: number): number;
    ibetainv(probability: number, a: number, b: number): number;
    /** The inverse of the complementary error function. */
    erfcinv(probability: number): number;
  };
  export default jstat;
}
