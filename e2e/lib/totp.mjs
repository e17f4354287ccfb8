/** The six digits that an authenticator app would show for this key (RFC 6238). */
import crypto from "node:crypto";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const STEP = 30000;

/** The code of this half minute. */
export function codeOf(secret) {
	const bits = [...secret.replace(/\s/g, "")].map((letter) => LETTERS.indexOf(letter).toString(2).padStart(5, "0")).join("");
	const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
	const counter = Buffer.alloc(8);
	counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / STEP)));
	const digest = crypto.createHmac("sha1", key).update(counter).digest();
	const number = digest.readUInt32BE(digest[digest.length - 1] & 15) & 0x7fffffff;
	return String(number % 1000000).padStart(6, "0");
}
