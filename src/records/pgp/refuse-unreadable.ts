import { enums, type AnyPacket, type PacketList } from 'openpgp';

import { pgpRefusal } from './pgp-refusal.js';

const { packet } = enums;

/** @throws IntegratorError `decryption-failed` when the packets of a message tell already that it cannot be taken. */
export function refuseUnreadable(packets: PacketList<AnyPacket>): void {
  const has = (...tags: enums.packet[]) => packets.filterByTag(...tags).length > 0;
  if (has(packet.symmetricallyEncryptedData)) {
    throw pgpRefusal(
      'The file is encrypted without integrity protection (an old format): anybody could have changed it. ' +
        'Have it encrypted by a current program, such as GnuPG 2 or later.',
    );
  }
  if (has(packet.literalData, packet.compressedData, packet.onePassSignature, packet.signature)) {
    throw pgpRefusal('The file is an OpenPGP message, signed or compressed, but it is not encrypted: encrypt it.');
  }
  if (!has(packet.symEncryptedIntegrityProtectedData, packet.aeadEncryptedData)) {
    throw pgpRefusal('The file is cut off: it names who may decrypt it, but holds nothing encrypted. Send it again.');
  }
  if (!has(packet.publicKeyEncryptedSessionKey)) {
    throw pgpRefusal('The file is encrypted with a password: have it encrypted for a public key instead.');
  }
}
