/** A browser's storage may be full or forbidden: then what was to be read is as if it had never been kept. */
export function guarded(work, otherwise) {
	try {
		return work();
	} catch (error) {
		return otherwise;
	}
}
