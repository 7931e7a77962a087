"""Standard errors agree with those that the R package 'survey' publishes for the Californian schools."""

import numpy as np
import pytest

from survey.statistics.design import (
    Design,
    LonelyCluster,
    error_after_raking,
    error_of_mean,
    error_of_total,
    kish_design_effect,
    linearised_mean,
)
from survey.statistics.estimates import effective_size
from survey.statistics.raking import rake
from tests.unit.statistics.californian_schools import BY_TARGET, BY_TYPE, clustered, stratified


def test_a_stratified_sample_has_the_published_errors() -> None:
    schools = stratified()
    assert np.average(schools.scores, weights=schools.weights) == pytest.approx(662.28736316)
    assert error_of_mean(schools.scores, schools.weights, schools.design) == pytest.approx(9.4089408)
    assert schools.weights @ schools.pupils == pytest.approx(3687177.5324)
    assert error_of_total(schools.pupils, schools.weights, schools.design) == pytest.approx(114641.7161)


def test_weights_alone_have_the_published_errors() -> None:
    schools = stratified()
    assert error_of_mean(schools.scores, schools.weights) == pytest.approx(9.58542888)
    assert error_of_total(schools.pupils, schools.weights) == pytest.approx(117624.7553)


def test_a_cluster_sample_has_the_published_errors() -> None:
    schools = clustered()
    assert np.average(schools.scores, weights=schools.weights) == pytest.approx(644.16939891)
    assert error_of_mean(schools.scores, schools.weights, schools.design) == pytest.approx(23.54224069)
    assert error_of_total(schools.pupils, schools.weights, schools.design) == pytest.approx(932235.027)


def test_post_stratified_weights_have_the_published_errors() -> None:
    schools = clustered()
    weights = rake([schools.types], [BY_TYPE], schools.weights).weights
    after = ([schools.types], weights, schools.weights, schools.design)
    assert np.average(schools.scores, weights=weights) == pytest.approx(642.31078821)
    assert error_after_raking(linearised_mean(schools.scores, weights), *after) == pytest.approx(23.92048645)
    assert weights @ schools.pupils == pytest.approx(3680892.9451)
    assert error_after_raking(weights * schools.pupils, *after) == pytest.approx(406292.6363)


def test_raked_weights_have_the_published_errors() -> None:
    schools = clustered()
    margins = [schools.types, schools.wide]
    weights = rake(margins, [BY_TYPE, BY_TARGET], schools.weights).weights
    after = (margins, weights, schools.weights, schools.design)
    assert np.average(schools.scores, weights=weights) == pytest.approx(641.23032093)
    assert error_after_raking(linearised_mean(schools.scores, weights), *after) == pytest.approx(23.70361689)
    assert weights @ schools.pupils == pytest.approx(3647280.1481)
    assert error_after_raking(weights * schools.pupils, *after) == pytest.approx(400603.2569)


@pytest.mark.parametrize(
    ("weights", "effect"),
    [([1, 1, 1, 1], 1), ([0, 1, 2, 3], 1.5555555555555556), ([1, 1, 1000], 2.9880418803112336)],
)
def test_kishs_design_effect_agrees_with_published_examples(weights: list[float], effect: float) -> None:
    assert kish_design_effect(np.array(weights)) == pytest.approx(effect)


def test_kishs_design_effect_of_the_schools_is_the_published_one() -> None:
    weights = stratified().weights
    assert kish_design_effect(weights) == pytest.approx(1.18637098474)
    assert effective_size(weights) == pytest.approx(168.581331281)


def test_no_weights_have_no_design_effect() -> None:
    assert np.isnan(kish_design_effect(np.array([])))


def test_a_stratum_with_one_cluster_is_refused() -> None:
    with pytest.raises(LonelyCluster, match="stratum 1"):
        error_of_mean(np.arange(3.0), np.ones(3), Design(strata=np.array([0, 0, 1])))


def test_margins_that_explain_everything_leave_no_error() -> None:
    margin = np.array([0, 0, 1, 1])
    values = np.array([3.0, 3.0, 5.0, 5.0])
    weights = np.ones(4)
    assert error_after_raking(weights * values, [margin], weights, weights) == pytest.approx(0, abs=1e-12)
