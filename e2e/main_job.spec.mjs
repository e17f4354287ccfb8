/** The main job in one piece: what the applicant submits in the first part walks through the offices in the second. */
import "./main_job/applicant.mjs";
import "./main_job/review.mjs";
