/** A window that is told to go while it still slides in does not hear it (Bootstrap 4): it goes as soon as it has come.
 *
 * So it is with a phrase taken at once, a file that is there before its progress is, the cross of a slow machine's window.
 */

const PENDING = "shown.bs.modal.zc_early_hide";

export function hearEarlyHide() {
	const Modal = $.fn.modal && $.fn.modal.Constructor;
	if (!Modal) return;
	const { hide, show } = Modal.prototype;
	Modal.prototype.hide = function hideOrWait(event) {
		if (!this._isShown || !this._isTransitioning) return hide.call(this, event);
		if (event) event.preventDefault();
		$(this._element).off(PENDING).one(PENDING, () => this.hide());
		return undefined;
	};
	// wanted again meanwhile: it stays
	Modal.prototype.show = function showAndStay(relatedTarget) {
		$(this._element).off(PENDING);
		return show.call(this, relatedTarget);
	};
}
