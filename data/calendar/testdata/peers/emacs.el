;; Prints days in the calendars of GNU Emacs, one a line: calendar, day counted
;; from 1 January of the year 1, year, month, leap, day.
;; emacs -batch -Q -l emacs.el FIRST LAST STEP
(dolist (lib '(cal-julian cal-china cal-hebrew cal-islam cal-persia cal-coptic cal-bahai))
  (require lib))
(let* ((first (string-to-number (nth 0 command-line-args-left)))
       (last (string-to-number (nth 1 command-line-args-left)))
       (step (string-to-number (nth 2 command-line-args-left)))
       (d first))
  (while (<= d last)
    (let* ((x (calendar-chinese-from-absolute d))
           (month (nth 2 x)))
      (princ (format "chinese %d %d %d %d %d\n" d
                     (- (+ (* 60 (1- (nth 0 x))) (nth 1 x)) 2637)
                     (floor month) (if (= month (floor month)) 0 1) (nth 3 x))))
    (dolist (c '(("hebrew" . calendar-hebrew-from-absolute)
                 ("hijri-civil" . calendar-islamic-from-absolute)
                 ("persian" . calendar-persian-from-absolute)
                 ("ethiopic" . calendar-ethiopic-from-absolute)
                 ("coptic" . calendar-coptic-from-absolute)
                 ("julian" . calendar-julian-from-absolute)))
      (let ((x (funcall (cdr c) d)))
        (princ (format "%s %d %d %d 0 %d\n" (car c) d (nth 2 x) (nth 0 x) (nth 1 x)))))
    ;; The days between the months 18 and 19 count back from the 19th.
    (let* ((x (calendar-bahai-from-absolute d))
           (between (and (= (nth 0 x) 19) (<= (nth 1 x) 0)))
           (days (if (calendar-bahai-leap-year-p (nth 2 x)) 5 4)))
      (princ (if between
                 (format "bahai %d %d 18 1 %d\n" d (nth 2 x) (+ days (nth 1 x)))
               (format "bahai %d %d %d 0 %d\n" d (nth 2 x) (nth 0 x) (nth 1 x)))))
    (setq d (+ d step))))
(setq command-line-args-left nil)
