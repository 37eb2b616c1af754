import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import type { ReactNode } from 'react';

interface SectionProps {
  readonly title: string;
  readonly counter?: string;
  readonly description?: ReactNode;
  readonly children: ReactNode;
}

/** One question that the page answers. */
export function Section({ title, counter, description, children }: SectionProps) {
  return (
    <section aria-label={title}>
      <Container
        header={
          <Header variant="h2" counter={counter} description={description}>
            {title}
          </Header>
        }
      >
        {children}
      </Container>
    </section>
  );
}
