// The roster as a dynamic matrix of SurveyJS.

import { Model } from 'survey-core';
import { renderSurvey } from 'survey-js-ui';

/** Shows the people in `element`; values change with every key, as in a page that saves and checks as one types. */
export function show(element, columns, people) {
  const kinds = {
    choice: ({ options }) => ({ cellType: 'dropdown', choices: options.map(({ code, label }) => ({ value: code, text: label })) }),
    date: () => ({ cellType: 'text', inputType: 'text' }),
  };
  const survey = new Model({
    textUpdateMode: 'onTyping',
    checkErrorsMode: 'onValueChanged',
    elements: [
      {
        type: 'matrixdynamic',
        name: 'people',
        title: '人员名册',
        maxRowCount: 5000,
        columns: columns.map((column) => ({
          name: column.id,
          title: column.label,
          isRequired: true,
          ...(kinds[column.type]?.(column) ?? { cellType: 'text', maxLength: column.max }),
        })),
      },
    ],
  });
  survey.data = { people: people.map((one) => ({ ...one, employment: one.employment.choice })) };
  renderSurvey(survey, element);
}
