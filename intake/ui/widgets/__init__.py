"""The widgets every screen is made of.

They take plain values and a `Theme`, never a store or an action. Signals ask (`answered`, `cleared`); nothing is shown
as saved before the screen says so with `set_value` or `show_answers`. Import each from its own module.

text         Text(words, role, tone=, wrap=) · IconLabel(theme, icon, token, size) · repolish(widget)
buttons      Button(theme, words, icon=, variant=Variant.PRIMARY, key="R").in_size(Size.SMALL).with_tone("normal")
             .with_icon_behind() · RowButton(theme, icon, name) · KeyHints(theme, (("↑ ↓", "check"), ...))
cards        Card(look, margin=, gap=).column · SectionHeader(theme, title, icon=, hint=).add(widget)
             PaneHeader(title, hint).add(button) · EmptyState(theme, icon, words, hint) · CountHeader · line() · row(...)
chips        StatusChip(theme, words, icon=, tone=) · urgency_chip(theme, "emergency")
states       State and LOOKS (icon, token, words) · no_value_words(NoValue) · together(states)
segmented    SegmentedAnswer(theme, name, options) · MultiAnswer · ReflexScale: answered(value), cleared()
             GroupLook(look=Look.CHIPS, by_class=False) for the intake; set_tones({"yes": "flag"}) for urgent signs
choice       ChoiceField · MultiChoiceField: ten options and more, a list that filters as you type
controls     make_control(theme, item, site, look) picks the right one · show_value(control, value) · CHIPS
number       NumberField(theme, name, NumberRange(...)): answered(number), refused(sentence)
writing      TextAnswer(theme, name) · NoteEditor(theme, name): kept on each pause
no_value     NoValuePopover(theme).ask(anchor, about): chosen(NoValue) · NoValueStrip(theme, name)
how_to       HowToPopover(theme).show_how_to(HowTo(title, steps, normal, careful, tests), anchor)
answer_row   AnswerRow(theme, item, sub=, note=): answered(item, sites, value), cleared(item, sites),
             no_value_asked(item, sites), note_changed(item, text), how_to_asked(item), refused(item, sentence),
             moved(step), finished(); show_answers({site: Shown(answer, cls, by)}), set_shut(why), set_read_only
four_limbs   FourLimbGrid, used by AnswerRow for items of scope 4
body_map     BodyMap(theme, "dorsal" | "side"): part_clicked(name); set_states({"head": State.NORMAL})
strips       Strip(theme).show_words(sentence, "error" | "info" | "plain" | "done", action): acted() · InlineError
             .show_error(error)
announce     announce(widget, words): a screen reader says it now
flags        CallNowBanner(theme, FlagWords(...)): told_asked(id) · DockedFlag(theme, FlagWords) · SafetyGate(theme,
             rule, question, (safe, unsafe)): answered(bool), set_answer(True | False | None, by)
places       PlaceRow(theme, PlaceWords(...)): opened(id) · EvidenceLegend(theme)
suggestions  SuggestionCard(theme, SuggestionWords(...), is_open=): finding_opened(item), add_below(widget),
             set_folds(folds=False) · NextCheckCard(theme): opened(item), show_check(...), show_none()
rail         ProgressRail(theme): region_opened(id), set_rows(RailRow...), set_current(id)
             ProgressBar(theme).set_counts(examined, abnormal, missing, total)
toast        Toast(theme, pane).show_words(sentence, icon): undone() · SaveState(theme): show_saved("10:42:18"),
             show_saving(), show_kept(3), show_not_saved(reason)
pin_pad      PinPad(theme, length): entered(pin), show_problem(sentence), set_length(n)
navigation   NavStrip(theme, (Place(id, icon, words), ...)): chosen(id), locked(), person_pressed(); set_current, set_person
             StepBar(theme): chosen(id), set_current("exam", {"intake": True})
popover      Popover(theme, name): a frame beside a widget; Esc closes
"""
