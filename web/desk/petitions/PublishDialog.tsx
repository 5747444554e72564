import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Modal, Spin } from 'antd';
import { useId, useState } from 'react';
import type { Publication } from '../../../src/orders/schema/petitions.ts';
import type { OrderDetail } from '../../../src/orders/schema/views.ts';
import { maskedText } from '../../../src/triage/rules/masking.ts';
import { t } from '../../ui/language.ts';
import { offerMasking, publishAnswer, readPublication, withdrawAnswer } from '../calls.ts';
import { problemText, Trouble } from '../frame/said.tsx';
import { draftOf, keepDraft } from '../order/drafts.ts';

/** Publishes question and answer in the clerk's own words: the petitioner agreed, and nobody may be found out by them. */
export function PublishDialog({ order, onClose }: { order: OrderDetail; onClose: () => void }) {
  const { data, error } = useQuery({ queryKey: ['publication', order.id], queryFn: () => readPublication(order.id) });
  return (
    <Modal open title={t('desk.path.publish')} onCancel={onClose} footer={null} width={640} destroyOnHidden>
      {error ? <Trouble error={error} /> : data ? <Form order={order} now={data} onClose={onClose} /> : <Spin />}
    </Modal>
  );
}

function Form({ order, now, onClose }: { order: OrderDetail; now: Publication; onClose: () => void }) {
  const id = useId();
  const client = useQueryClient();
  const { message } = App.useApp();
  // As it was when this person began to write: what a colleague publishes meanwhile is shown before anything is sent.
  const [before] = useState(now);
  const last = (kind: string) => order.words.findLast((each) => each.kind === kind)?.words ?? '';
  const [question, setQuestion] = useDraft(order.id, 'publish_question', before.question ?? last('masked'));
  const [answer, setAnswer] = useDraft(order.id, 'publish_answer', before.answer ?? last('reply'));
  const done = (sentence: string) => {
    message.success(sentence);
    client.invalidateQueries({ queryKey: ['publication', order.id] });
    for (const draft of ['publish_question', 'publish_answer']) keepDraft(order.id, draft, '');
    onClose();
  };
  const publish = useMutation({
    mutationFn: () => publishAnswer(order.id, { question: question.trim(), answer: answer.trim() }, now.version),
    onSuccess: () => done(t('desk.publish.done')),
    onError: () => client.invalidateQueries({ queryKey: ['publication', order.id] }),
  });
  const withdraw = useMutation({
    mutationFn: () => withdrawAnswer(order.id),
    onSuccess: () => done(t('desk.publish.withdrawn')),
  });
  const mask = useMutation({
    mutationFn: async () => [await offerMasking(question), await offerMasking(answer)] as const,
    onSuccess: ([ofQuestion, ofAnswer]) => {
      setQuestion(maskedText(question, ofQuestion.masks));
      setAnswer(maskedText(answer, ofAnswer.masks));
    },
  });
  const overtaken = !publish.isPending && !publish.isSuccess && now.version !== before.version;
  const failed = publish.error ?? withdraw.error ?? mask.error;
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        publish.mutate();
      }}
    >
      {overtaken ? (
        <section className="conflict" role="alert">
          <b>{t(now.published ? 'desk.publish.overtaken' : 'desk.publish.gone')}</b>
          <p>{now.question}</p>
          <p>{now.answer}</p>
        </section>
      ) : null}
      <p className="soft">{t('desk.publish.says')}</p>
      <div className="field">
        <label htmlFor={`${id}-question`}>{t('desk.publish.question')}</label>
        <Input.TextArea
          id={`${id}-question`}
          value={question}
          maxLength={2000}
          autoSize={{ minRows: 3, maxRows: 8 }}
          onChange={(event) => setQuestion(event.target.value)}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}-answer`}>{t('desk.publish.answer')}</label>
        <Input.TextArea
          id={`${id}-answer`}
          value={answer}
          maxLength={4000}
          autoSize={{ minRows: 4, maxRows: 12 }}
          onChange={(event) => setAnswer(event.target.value)}
        />
      </div>
      {failed && !overtaken ? (
        <p className="wrong" role="alert">
          {problemText(failed)}
        </p>
      ) : null}
      <div className="send">
        <Button
          type="primary"
          htmlType="submit"
          loading={publish.isPending}
          disabled={question.trim().length < 2 || answer.trim().length < 2}
        >
          {t(now.published ? 'desk.publish.again' : 'desk.publish.do')}
        </Button>
        <Button disabled={question === '' && answer === ''} loading={mask.isPending} onClick={() => mask.mutate()}>
          {t('desk.publish.mask')}
        </Button>
        {now.published ? (
          <Button loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
            {t('desk.publish.withdraw')}
          </Button>
        ) : null}
        <Button onClick={onClose}>{t('action.cancel')}</Button>
      </div>
    </form>
  );
}

/** Words that are kept while the page is open, though the dialog is closed. */
function useDraft(orderId: string, name: string, first: string): [string, (words: string) => void] {
  const [words, setWords] = useState(() => draftOf(orderId, name) || first);
  const write = (typed: string) => {
    setWords(typed);
    keepDraft(orderId, name, typed);
  };
  return [words, write];
}
