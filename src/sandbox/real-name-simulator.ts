export type RealNameAnswer = 'match' | 'mismatch' | 'unavailable';

export type SandboxRealNameProvider = {
  verify(person: { name: string; idNumber: string }): Promise<RealNameAnswer>;
};

const plausibleName =
  /^[\p{Script=Han}A-Za-z][\p{Script=Han}A-Za-z·.' -]{0,18}[\p{Script=Han}A-Za-z]$/u;

/**
 * Stands in for the register of persons: 2 to 20 Han or Latin letters are a name that belongs to
 * the number. A name with 测试不符 in it does not, one with 测试停机 finds the register closed. The
 * number itself is checked by whoever asks.
 */
export function createSandboxRealNameProvider(): SandboxRealNameProvider {
  return {
    async verify({ name }) {
      if (name.includes('测试停机')) return 'unavailable';
      if (name.includes('测试不符')) return 'mismatch';
      return plausibleName.test(name) ? 'match' : 'mismatch';
    },
  };
}
