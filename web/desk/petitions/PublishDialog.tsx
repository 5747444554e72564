import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Modal, Spin } from 'antd';
import { useId, useState } from 'react';
import type { Publication } from '../../../src/orders/schema/petitions.ts';
import type { OrderDetail } from '../../../src/orders/schema/views.ts';
import { maskedText } from '../../../src/triage/rules/masking.ts';
import { t } from '../../ui/language.ts';
import { offerMasking, publishAnswer, readPublication, withdrawAnswer } from '../calls.ts';
import { problemText, Trouble } from '../frame/said.tsx';

/** Publishes question and answer in the clerk's own words: the petitioner agreed, and nobody may be found out by them. */
export function PublishDialog({ order, onClose }: { order: OrderDetail; onClose: () => void }) {
  const { data, error } = useQuery({ queryKey: ['publication', order.id], queryFn: () => readPublication(order.id) });
  return (
    <Modal open title={t('desk.path.publish')} onCancel={onClose} footer={null} width={640} destroyOnHidden>
      {error ? <Trouble error={error} /> : data ? <Form order={order} before={data} onClose={onClose} /> : <Spin />}
    </Modal>
  );
}

function Form({ order, before, onClose }: { order: OrderDetail; before: Publication; onClose: () => void }) {
  const id = useId();
  const client = useQueryClient();
  const { message } = App.useApp();
  const last = (kind: string) => order.words.findLast((each) => each.kind === kind)?.words ?? '';
  const [question, setQuestion] = useState(before.question ?? last('masked'));
  const [answer, setAnswer] = useState(before.answer ?? last('reply'));
  const done = (sentence: string) => {
    message.success(sentence);
    client.invalidateQueries({ queryKey: ['publication', order.id] });
    onClose();
  };
  const publish = useMutation({
    mutationFn: () => publishAnswer(order.id, { question: question.trim(), answer: answer.trim() }),
    onSuccess: () => done(t('desk.publish.done')),
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
  const failed = publish.error ?? withdraw.error ?? mask.error;
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        publish.mutate();
      }}
    >
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
      {failed ? <p className="wrong">{problemText(failed)}</p> : null}
      <div className="send">
        <Button
          type="primary"
          htmlType="submit"
          loading={publish.isPending}
          disabled={question.trim().length < 2 || answer.trim().length < 2}
        >
          {t(before.published ? 'desk.publish.again' : 'desk.publish.do')}
        </Button>
        <Button disabled={question === '' && answer === ''} loading={mask.isPending} onClick={() => mask.mutate()}>
          {t('desk.publish.mask')}
        </Button>
        {before.published ? (
          <Button loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
            {t('desk.publish.withdraw')}
          </Button>
        ) : null}
        <Button onClick={onClose}>{t('action.cancel')}</Button>
      </div>
    </form>
  );
}
