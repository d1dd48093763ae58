/** Replaces k6/execution: what the runner of the stand-in sets. */
const exec = {
  scenario: { iterationInTest: 0, name: '' },
  instance: { currentTestRunDuration: 0 },
};

// k6 offers it so, and scripts import it so.
// oxlint-disable-next-line import/no-default-export
export default exec;
