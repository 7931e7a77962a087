"""Imports every store, so that the one MetaData knows every table."""

from survey.accounts import store as accounts
from survey.consultations import store as consultations
from survey.consultations.languages import store as languages
from survey.consultations.promises import store as promises
from survey.contacts import store as contacts
from survey.db import installation
from survey.db.base import metadata
from survey.fieldwork.batches import store as batches
from survey.fieldwork.callbacks import store as callbacks
from survey.fieldwork.callbacks.do_not_call import store as do_not_call
from survey.fieldwork.calls import store as calls
from survey.fieldwork.events import store as events
from survey.fieldwork.paper import store as paper
from survey.fieldwork.paper.requests import store as paper_requests
from survey.fieldwork.reading import store as reading
from survey.fieldwork.referrals import store as referrals
from survey.fieldwork.supervision import store as supervision
from survey.indicators.benchmarks import store as benchmarks
from survey.indicators.crime import store as crime
from survey.indicators.measures import store as measures
from survey.operation.jobs import store as jobs
from survey.priorities.equality import store as equality
from survey.priorities.evidence import store as evidence
from survey.priorities.grounds import store as grounds
from survey.priorities.ledger import store as ledger
from survey.priorities.performance import store as performance
from survey.priorities.planning import store as planning
from survey.priorities.register import store as register
from survey.priorities.scoring import store as scoring
from survey.priorities.targets import store as targets
from survey.responses import store as responses
from survey.responses.exclusions import store as exclusions
from survey.summaries.committee import store as committee_reports
from survey.summaries.figures import store as public_figures
from survey.summaries.informing import store as informing
from survey.summaries.local import store as local_summaries
from survey.themes.codebook import store as codebooks
from survey.themes.coding import store as codings
from survey.themes.integrity import store as integrity
from survey.themes.placing import store as placing
from survey.themes.proposals import store as proposals
from survey.themes.quotations import store as quotations
from survey.themes.redaction import store as redaction
from survey.themes.texts import store as texts

STORES = (
    accounts,
    batches,
    callbacks,
    calls,
    codebooks,
    codings,
    consultations,
    committee_reports,
    contacts,
    benchmarks,
    crime,
    do_not_call,
    equality,
    events,
    evidence,
    exclusions,
    grounds,
    informing,
    installation,
    integrity,
    jobs,
    languages,
    ledger,
    local_summaries,
    measures,
    paper,
    paper_requests,
    performance,
    planning,
    placing,
    promises,
    proposals,
    public_figures,
    quotations,
    reading,
    redaction,
    referrals,
    register,
    responses,
    scoring,
    supervision,
    targets,
    texts,
)
"""The files that declare tables; whoever imports this one has them all."""

__all__ = ["STORES", "metadata"]
