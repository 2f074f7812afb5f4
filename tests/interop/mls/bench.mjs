// What ts-mls takes for the operations that mls-bench measures, on the same machine: run.sh PEER FOLDER --bench.
// Medians in ms of processor time, sizes in bytes.
import { TsMember } from './members.mjs';

async function medianMs(runs, operation) {
  const times = [];
  let result;
  for (let i = 0; i < runs; ++i) {
    const before = process.cpuUsage();
    result = await operation();
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1000);
  }
  times.sort((a, b) => a - b);
  return { ms: times[times.length >> 1], result };
}
const size = (base64) => Buffer.from(base64, 'base64').length;

async function groupFigures(leaves) {
  const runs = leaves > 200 ? 1 : 5;
  const [first, second, ...rest] = Array.from({ length: leaves }, (_, i) => new TsMember(`member${i}`));
  await first.create('group');
  const add = [];
  for (const member of [second, ...rest]) add.push(await member.keyPackage());
  const { ms: addAll, result: made } = await medianMs(runs, () => first.commit({ add }));
  await first.apply();
  const { ms: join } = await medianMs(runs, () => second.join(made.welcome));
  const { ms: update, result: commit } = await medianMs(runs, () => first.commit());
  const { ms: follow } = await medianMs(1, () => second.process(commit.message));
  await first.apply();
  console.log(`ts-mls, ${leaves} leaves: add-all commit ${addAll.toFixed(1)} ms (${size(made.message)} B, welcome ${size(made.welcome)} B), `
    + `join ${join.toFixed(1)} ms, update commit ${update.toFixed(1)} ms (${size(commit.message)} B), process it ${follow.toFixed(1)} ms`);
  return { first, second };
}

const { first, second } = await groupFigures(50);
const text = Buffer.alloc(200, 'x').toString('base64');
const sent = [];
const { ms: seal } = await medianMs(1, async () => { for (let i = 0; i < 200; ++i) sent.push(await first.seal(text)); });
const { ms: open } = await medianMs(1, async () => { for (const message of sent) await second.process(message); });
console.log(`ts-mls, 200-byte message at 50 leaves: seal ${(seal * 5).toFixed(0)} us, open ${(open * 5).toFixed(0)} us`);
await groupFigures(1000);
