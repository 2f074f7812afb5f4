// Where ts-mls 1.6.4 departs from RFC 9420. Its source is put right as node loads it, so that everything else can be
// compared; each entry names the section. An entry whose text is gone (another version) is an error.
const departures = {
  'createCommit.js': [
    // Section 12.4.3.2: external_pub holds an HPKEPublicKey, which is opaque<V>; ts-mls leaves its length out.
    ['{ extensionType: "external_pub", extensionData: externalPub }',
      '{ extensionType: "external_pub", extensionData: Uint8Array.of(externalPub.length, ...externalPub) }'],
    ['exportSecret(externalPub.extensionData, cs)', 'exportSecret(externalPub.extensionData.subarray(1), cs)'],
  ],
  'clientState.js': [
    // Section 12.4.3.1: an unmerged leaf has to be listed by the nodes between it and the node in question, which may
    // list others too; ts-mls wants the same list in every node above the leaf.
    ['if (!arraysEqual(dpNode.parent.unmergedLeaves, n.parent.unmergedLeaves))',
      'if (parentIdx === i) break; if (!dpNode.parent.unmergedLeaves.includes(unmergedLeaf))'],
    // Section 12.4.2: who is removed is out, also where somebody who is added by the same commit gets the leaf.
    ['const selfRemoved = mutatedTree[leafToNodeIndex(toLeafIndex(state.privatePath.leafIndex))] === undefined;',
      'const selfRemoved = grouped.remove.some((r) => r.proposal.remove.removed === state.privatePath.leafIndex);'],
  ],
  // Section 7.5: commit_secret is one step beyond the last node of the filtered direct path; ts-mls always takes that to
  // be the root, also where the root stays blank because all members are in one half of the tree.
  'pathSecrets.js': [
    ['return deriveSecret(rootSecret, "path", kdf);',
      'return tree[rootIndex] === undefined ? rootSecret : deriveSecret(rootSecret, "path", kdf);'],
  ],
  'processMessages.js': [
    ['const commitSecret = await deriveSecret(rootSecret, "path", cs.kdf);',
      'const commitSecret = tree[rootIndex] === undefined ? rootSecret : await deriveSecret(rootSecret, "path", cs.kdf);'],
  ],
};

export async function load(url, context, nextLoad) {
  const loaded = await nextLoad(url, context);
  const file = /\/ts-mls\/dist\/src\/([^/]+)$/.exec(url)?.[1];
  if (!departures[file]) return loaded;
  let source = loaded.source.toString();
  for (const [wrong, right] of departures[file]) {
    if (!source.includes(wrong)) throw new Error(`${file} of ts-mls is not that of version 1.6.4`);
    source = source.replaceAll(wrong, right);
  }
  return { ...loaded, source };
}
