// Prints the count of a Vitest report, alone on its line. Without a report, the run itself failed.
import fs from 'node:fs';
import process from 'node:process';

const [file = ''] = process.argv.slice(2);
if (!fs.existsSync(file)) {
  process.stdout.write('The tests left no report.\n0 passed, 1 failed\n');
  process.exit(1);
}
const report = JSON.parse(fs.readFileSync(file, 'utf8'));
// A file that cannot even be loaded has no test of its own to fail.
const broken = report.testResults.filter(
  (suite) =>
    suite.status === 'failed' && suite.assertionResults.every((t) => t.status !== 'failed'),
).length;
const lost = report.numFailedTests + broken;
process.stdout.write(`${report.numPassedTests} passed, ${lost} failed\n`);
process.exit(lost === 0 && report.numPassedTests > 0 ? 0 : 1);
